// Lists as Word writes them: paragraphs that only say "mso-list: l0 level2", with the bullet as text in front.
const LEVEL = /mso-list:[^;"]*level(\d+)/i;
const NUMBER = /^\s*\(?(\d{1,4}|[a-z]|[ivxlc]+)[.)]/i;

export function listsFromWord(root) {
  for (const first of root.querySelectorAll('p[data-style*="mso-list:"], p[class*="MsoListParagraph"]')) {
    if (first.isConnected && isItem(first)) gather(first);
  }
}

function isItem(element) {
  return element?.tagName === "P" && LEVEL.test(element.dataset.style ?? "");
}

// From this paragraph on, all that follow as items become one tree of lists.
function gather(first) {
  const open = []; // the lists that are open, outermost first: {level, list}
  const place = first.ownerDocument.createTextNode("");
  first.before(place);
  for (let item = first, next; isItem(item); item = next) {
    next = item.nextElementSibling;
    const level = Number(item.dataset.style.match(LEVEL)[1]);
    const marker = takeMarker(item);
    while (open.length && open.at(-1).level > level) open.pop();
    if (!open.length || open.at(-1).level < level) {
      const list = makeList(item.ownerDocument, marker);
      const parent = open.at(-1)?.list.lastElementChild;
      if (parent) parent.append(list);
      else place.before(list);
      open.push({ level, list });
    }
    const entry = item.ownerDocument.createElement("li");
    item.removeAttribute("data-style");
    entry.append(item);
    open.at(-1).list.append(entry);
  }
  place.remove();
}

function takeMarker(item) {
  const ignored = item.querySelector('[data-style*="mso-list:Ignore"], [data-style*="mso-list: Ignore"]');
  const marker = ignored?.textContent ?? "";
  ignored?.remove();
  return marker.replace(/\u00a0/g, " ").trim();
}

function makeList(page, marker) {
  const number = marker.match(NUMBER)?.[1];
  const list = page.createElement(number ? "ol" : "ul");
  if (number && /^\d+$/.test(number) && number !== "1") list.setAttribute("start", number);
  return list;
}
