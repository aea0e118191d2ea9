// Starts Leaflet and the page's own script, which stand deflated. The policy names the two together
// by their hash, so that nothing else can be started this way.
(async () => {
  if (typeof DecompressionStream === "undefined") {
    document.getElementById("too-old").hidden = false;
    return;
  }
  const packed = atob(document.getElementById("program").textContent);
  const bytes = Uint8Array.from(packed, (sign) => sign.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const script = document.createElement("script");
  script.textContent = await new Response(inflated).text();
  document.body.append(script);
})();
