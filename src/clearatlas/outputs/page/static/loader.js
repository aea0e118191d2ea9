// Starts Leaflet and the page's own script, which stand deflated like the data. The policy names the
// two together by their hash, so that nothing else can be started this way.
(async () => {
  if (typeof DecompressionStream === "undefined") {
    document.getElementById("too-old").hidden = false;
    return;
  }
  // Thousands of rows would be laid out before the map is drawn. Not by a style sheet alone: where
  // scripts are refused, all rows must stay.
  document.getElementById("page").dataset.starting = "";
  const holder = document.getElementById("data");
  const inflated = ({ textContent }) => {
    // Older browsers take apart sign by sign, which takes longer than the inflating.
    const bytes =
      Uint8Array.fromBase64?.(textContent) ??
      Uint8Array.from(atob(textContent), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  };
  const script = document.createElement("script");
  const program = inflated(document.getElementById("program"));
  // Beside the element, not in it: a page that is saved keeps what it was written with.
  holder.inflated = await inflated(holder);
  script.textContent = await program;
  document.body.append(script);
})();
