// Starts Leaflet and the page's own script, which stand deflated like the data. The policy names the
// two together by their hash, so that nothing else can be started this way.
(async () => {
  const page = document.getElementById("page");
  const inflated = ({ textContent }) => {
    // Older browsers take apart sign by sign, which takes longer than the inflating.
    const bytes =
      Uint8Array.fromBase64?.(textContent) ??
      Uint8Array.from(atob(textContent), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  };
  // A browser may lack what the program needs, at any step: then all is again as it was written.
  const written = page.cloneNode(true);
  const giveUp = () => {
    page.replaceWith(written);
    document.getElementById("too-old").hidden = false;
  };
  addEventListener("error", ({ error }) => {
    // Later, one control that fails takes nothing from the others. Observers complain without an
    // error.
    if (error && !("drawn" in page.dataset)) {
      giveUp();
    }
  });
  try {
    // Thousands of rows would be laid out before the map is drawn. Not by a style sheet alone: where
    // scripts are refused, all rows must stay.
    page.dataset.starting = "";
    const holder = document.getElementById("data");
    const program = inflated(document.getElementById("program"));
    // Beside the element, not in it: a page that is saved keeps what it was written with.
    holder.inflated = await inflated(holder);
    const script = document.createElement("script");
    script.textContent = await program;
    document.body.append(script);
    // Nothing says so where a server's policy refused it.
    if (!(page.dataset.map in window)) {
      giveUp();
    }
  } catch {
    giveUp();
  }
})();
