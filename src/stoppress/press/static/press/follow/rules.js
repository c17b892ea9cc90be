/* What a change does to a page. Pure: no document, no clock, no network. The print law is held by these rules:
   the page at K with changes K+1 … N applied is the page at N (docs/protocol.md, "Applying changes").

   page    { epoch, number, order, whole, takesNew, entries: [{ key, rank }] in the order of the page }
           order "newest" or "oldest" first; whole: there is no older (newer) page after this one;
           takesNew: false on pages that only show changes of what they hold.
   change  { id: "epoch-number", event: "entry" | "withdrawn" | "story", data }
   Returns { page, steps }: the page after it, and what to do to the document, in order:
           { do: "replace", key, html, mark }, { do: "place", key, html, mark, before: key or null, isNew },
           { do: "remove", key }, { do: "elsewhere", key }, { do: "head" | "updated" | "title" | "state", to }.
           Or { again: why } when the change can't follow: the page and the stream don't fit together any more. */

export const position = (text) => {
  const found = /^(.{1,80})-(\d{1,15})$/.exec(text || "");
  return found && { epoch: found[1], number: Number(found[2]) };
};

export const apply = (page, change) => {
  const at = position(change.id);
  if (!at || at.epoch !== page.epoch) return { again: "other-epoch" };
  if (at.number <= page.number) return { page, steps: [] };
  if (at.number > page.number + 1) return { again: "gap" };
  const data = change.data;
  const after = { ...page, number: at.number };
  if (data.superseded) return { page: after, steps: [] };
  const steps = change.event === "story" ? [] : toEntries(after, change.event, data);
  for (const what of ["head", "updated", "title", "state"])
    if (data[what] !== undefined) steps.push({ do: what, to: data[what] });
  return { page: after, steps };
};

const toEntries = (page, event, { key, rank, html, mark }) => {
  const stood = page.entries.findIndex((entry) => entry.key === key);
  if (stood < 0 && (event === "withdrawn" || !page.takesNew)) return elsewhere(key, mark);
  if (stood >= 0 && (page.entries[stood].rank === rank || !page.takesNew)) return [{ do: "replace", key, html, mark }];
  const others = page.entries.filter((entry) => entry.key !== key);
  const newestFirst = page.order !== "oldest";
  const found = others.findIndex((entry) => (newestFirst ? entry.rank < rank : entry.rank > rank));
  if (found < 0 && !page.whole && others.length) {
    page.entries = others;
    return stood < 0 ? elsewhere(key, mark) : [{ do: "remove", key }];
  }
  const place = found < 0 ? others.length : found;
  page.entries = [...others.slice(0, place), { key, rank }, ...others.slice(place)];
  return [{ do: "place", key, html, mark, before: found < 0 ? null : others[found].key, isNew: stood < 0 }];
};

const elsewhere = (key, mark) => (mark === "published" ? [{ do: "elsewhere", key }] : []);
