/* What a change does to a page. Pure: no document, no clock, no network. The print law is held by these rules:
   the page at K with changes K+1 … N applied is the page at N (docs/protocol.md, "Rules of applying").

   page    { epoch, number, takesNew, oldestFirst, edge, entries: [{ key, rank }] in the order of the page }
           takesNew: false on pages that only show changes of what they hold. edge: rank of the last update when the
           page was loaded, if another page goes on after it; nothing stands beyond it. Else null.
   change  { id: "epoch-number", event: "entry" | "withdrawn" | "story", data }
   Returns { page, steps }: the page after it, and what to do to the document, in order:
           { do: "replace", key, html, mark }, { do: "place", key, html, mark, before: key or null },
           { do: "remove", key }, { do: "elsewhere" }, { do: "outline", key, rank, to },
           { do: "head" | "rhythm" | "updated" | "title" | "state", to }.
           Or { again: why } when the change can't follow: the page must be fetched anew. */

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
  if (data.anew) return { again: "anew" };
  const after = { ...page, number: at.number };
  if (data.superseded) return { page: after, steps: [] };
  const { key, rank, outline } = data;
  const steps = key ? [...placed(after, data), { do: "outline", key, rank, to: outline }] : [];
  for (const what of ["head", "rhythm", "updated", "title", "state"])
    if (data[what] !== undefined) steps.push({ do: what, to: data[what] });
  return { page: after, steps };
};

const placed = (page, { key, rank, html, mark }) => {
  const stood = page.entries.find((entry) => entry.key === key);
  const elsewhere = !stood && mark === "published" ? [{ do: "elsewhere" }] : [];
  if (stood && (stood.rank === rank || !page.takesNew)) return [{ do: "replace", key, html, mark }];
  if (!page.takesNew) return elsewhere;
  const sign = page.oldestFirst ? -1 : 1;
  const others = page.entries.filter((entry) => entry !== stood);
  if (page.edge !== null && sign * rank < sign * page.edge) {
    page.entries = others;
    if (stood) return [{ do: "remove", key }];
    return page.oldestFirst ? elsewhere : []; // Below the newest page there is nothing that a reader of it misses.
  }
  const found = others.findIndex((entry) => sign * entry.rank < sign * rank);
  const place = found < 0 ? others.length : found;
  page.entries = [...others.slice(0, place), { key, rank }, ...others.slice(place)];
  return [{ do: "place", key, html, mark, before: found < 0 ? null : others[found].key }];
};
