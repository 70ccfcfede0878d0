// Draws the graph of /explore from the JSON block in the page. No inline script, no other host.
"use strict";
(function () {
  const holder = document.getElementById("graph");
  const source = document.getElementById("graph-data");
  const selected = document.getElementById("selected");
  if (!holder || !source || !selected || typeof vis === "undefined") return;

  const data = JSON.parse(source.textContent);
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  holder.hidden = false;
  selected.hidden = false;

  const font = { face: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif", color: "#22231f" };
  const network = new vis.Network(holder, { nodes, edges }, {
    autoResize: true,
    nodes: { font: { ...font, size: 14 }, margin: 8, borderWidth: 1.25, shapeProperties: { borderRadius: 2 } },
    edges: {
      arrows: { to: { enabled: true, scaleFactor: 0.5 } },
      color: { color: "#8b8b83", highlight: "#9c1f17" },
      font: { ...font, size: 12, color: "#5a5b55", strokeColor: "#fdfcf9", strokeWidth: 4 },
      scaling: { label: { enabled: true, drawThreshold: 9, maxVisible: 12 } },
      smooth: { enabled: true, type: "continuous" },
      width: 1,
    },
    interaction: { hover: true, keyboard: { enabled: false }, tooltipDelay: 200 },
    layout: { randomSeed: 7, improvedLayout: true },
    physics: {
      solver: "forceAtlas2Based",
      forceAtlas2Based: { gravitationalConstant: -90, centralGravity: 0.012, springLength: 90, springConstant: 0.06, avoidOverlap: 0.6 },
      stabilization: { iterations: 1200, fit: true },
    },
  });
  network.once("stabilizationIterationsDone", function () {
    network.setOptions({ physics: false });
    network.fit({ animation: false });
    // On a small screen the whole graph is too small to read: start at its centre instead.
    if (holder.clientWidth < 640 && network.getScale() < 0.6) {
      network.focus(source.dataset.centre, { scale: 0.75, animation: isCalm ? false : { duration: 400 } });
    }
  });

  function link(href, words) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = words;
    return made;
  }

  network.on("selectNode", function (event) {
    const node = nodes.get(event.nodes[0]);
    if (!node) return;
    const text = selected.dataset;
    const name = document.createElement("strong");
    name.textContent = node.name;
    const parts = [text.selected + " ", name];
    if (node.href) parts.push(" · ", link(node.href, text.open));
    parts.push(" · ", link(text.path.replace("IRI", encodeURIComponent(node.id)), text.centre));
    selected.replaceChildren(...parts);
  });
  network.on("deselectNode", function () {
    selected.textContent = selected.dataset.none;
  });
})();
