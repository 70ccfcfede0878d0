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

  const style = window.getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  // boxes have the colours of paper in any scheme; words without a box take those of the page
  const painted = (node) => node.shape === "text" ? { ...node, font: { color: colour("--ink") } } : node;
  nodes.update(data.nodes.map(painted));
  const font = { face: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif", color: "#22231f" };
  const network = new vis.Network(holder, { nodes, edges }, {
    autoResize: true,
    nodes: { font: { ...font, size: 14 }, margin: 8, borderWidth: 1.25, shapeProperties: { borderRadius: 2 } },
    edges: {
      arrows: { to: { enabled: true, scaleFactor: 0.5 } },
      color: { color: colour("--edge"), highlight: colour("--seal") },
      font: { ...font, size: 12, color: colour("--soft"), strokeColor: colour("--paper"), strokeWidth: 4 },
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
    if (node.grow) parts.push(" · ", growing(link(node.grow, text.grow)));
    parts.push(" · ", link(text.path.replace("IRI", encodeURIComponent(node.id)), text.centre));
    selected.replaceChildren(...parts);
  });
  network.on("doubleClick", function (event) {
    const node = nodes.get(event.nodes[0]);
    if (node && node.grow) grow(node.grow);
  });
  function growing(made) {
    made.className = "grow";
    return made;
  }

  // Asks for the page of the grown graph and takes its data and its table, so both stay the same.
  let isAsking = false;
  function grow(href) {
    if (isAsking) return;
    isAsking = true;
    window.fetch(href, { headers: { Accept: "text/html" } }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    }).then(function (source) {
      const page = new DOMParser().parseFromString(source, "text/html");
      const grown = JSON.parse(page.getElementById("graph-data").textContent);
      network.setOptions({ physics: true });
      nodes.update(grown.nodes.map(painted));
      edges.update(grown.edges);
      network.stabilize(300);
      network.setOptions({ physics: false });
      network.fit({ animation: !isCalm });
      for (const part of ["#relations", ".filters", ".language"]) {
        document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
      }
      selected.textContent = selected.dataset.none;
      window.history.pushState(null, "", href);
      drawn = window.location.search;
    }).catch(function () {
      window.location.assign(href);
    }).finally(function () {
      isAsking = false;
    });
  }
  document.addEventListener("click", function (event) {
    const found = event.target.closest("a.grow");
    if (!found || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    grow(found.getAttribute("href"));
  });
  // Back and forward; a jump within the page is no other state.
  let drawn = window.location.search;
  window.addEventListener("popstate", function () {
    if (window.location.search !== drawn) window.location.reload();
  });

  network.on("deselectNode", function () {
    selected.textContent = selected.dataset.none;
  });
})();
