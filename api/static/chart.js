// Opens and closes branches of a chart in place, and saves it as PNG. The page works without this:
// every branch is a link to the same page in another state, and the SVG is a file of its own.
"use strict";

const MOST_PIXELS = 30_000_000; // of a canvas; browsers give up at some more than that

let drawn = location.search; // the state that is shown

function chart() {
  return document.getElementById("chart");
}

async function show(address, key, isNew) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    location.assign(address);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("chart");
  if (!found) {
    location.assign(address);
    return;
  }
  const other = page.querySelector("a.language");
  if (other) document.querySelector("a.language").href = other.getAttribute("href");
  chart().replaceWith(found);
  if (isNew) history.pushState(null, "", address);
  drawn = location.search;
  prepare();
  focusAgain(key);
}

function focusAgain(key) {
  if (!key) return;
  const name = key.where + " [data-key]";
  for (const link of document.querySelectorAll(name)) {
    if (link.dataset.key === key.name && link.getClientRects().length) {
      link.focus();
      return;
    }
  }
}

function address(link) {
  const href = link.href;
  return typeof href === "string" ? href : href.baseVal; // of SVG
}

function opened(event) {
  const link = event.target.closest("a.toggle, a#posts");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const where = link.closest(".drawing") ? ".drawing" : ".orglist";
  const key = link.dataset.key ? { where, name: link.dataset.key } : null;
  show(address(link), key, true).then(() => {
    if (!key && link.id) document.getElementById(link.id).focus();
  });
}

async function save() {
  const place = chart();
  const said = document.getElementById("said");
  said.textContent = "";
  try {
    const image = new Image();
    image.src = document.getElementById("svg").href;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (width * height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error("no blob");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = place.dataset.saved;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    said.textContent = place.dataset.failed; // the SVG is still there
  }
}

function prepare() {
  chart().addEventListener("click", opened);
  const button = document.getElementById("png");
  button.hidden = false;
  button.addEventListener("click", save);
}

if (chart()) {
  prepare();
  window.addEventListener("popstate", () => {
    if (location.search !== drawn) show(location.href, null, false); // no jump within the page
  });
}
