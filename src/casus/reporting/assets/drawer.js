// The evidence drawer: what a link such as #number=EVENT:killed or #claim=ID opens.

const drawer = document.getElementById("drawer");
let opener = null;

// Each kind of link gives: kicker, title, summary nodes, claims for and against, the claim to show first, what it counts.
const ROUTES = {
  claim(id) {
    const claim = own(DATA.claims, id);
    return claim && { kicker: T.drawer.evidence, title: claim.kind, pro: [id], first: id };
  },
  event(id) {
    const event = EVENT.get(id);
    return event && { kicker: T.drawer.event, title: event.title, summary: eventSummary(event), pro: event.claims, con: event.denials, first: event.claims[0] || event.denials[0] };
  },
  number(value) {
    const cut = value.lastIndexOf(":");
    const event = EVENT.get(value.slice(0, cut));
    const what = value.slice(cut + 1);
    const number = event && event.numbers.find((candidate) => candidate.what === what);
    return number && {
      kicker: T.drawer.number,
      title: `${number.best} ${number.unit}`,
      summary: [
        number.range && el("p", {}, `${T.numbers.low}–${T.numbers.high}: ${number.range}`),
        number.reason && el("p", { class: "muted", dir: "auto" }, number.reason),
        el("p", {}, `${T.drawer.event}: `, el("a", { href: `#event=${event.id}`, dir: "auto" }, event.title), " ", gradeBadge(event.grade)),
      ],
      pro: number.claims, first: number.best_claim, best: number.decided ? null : number.best_claim, what,
    };
  },
  toll(id) {
    const toll = own(DATA.tolls, id);
    return toll && {
      kicker: T.drawer.toll,
      title: toll.text + (toll.parts.length ? `, ${T.numbers.of_them} ${toll.parts.join(", ")}` : ""),
      summary: [
        el("p", {}, `${T.tolls.source} `, bdi(toll.source), ` · ${toll.when}`, toll.place && [" · ", bdi(toll.place)]),
        toll.superseded_by && el("p", {}, `${T.tolls.superseded}: `, el("a", { href: `#toll=${toll.superseded_by}` }, T.tolls.later)),
      ],
      pro: [toll.claim], first: toll.claim,
    };
  },
  control(id) {
    const span = own(DATA.controls, id);
    return span && {
      kicker: T.drawer.control,
      title: `${span.place}: ${span.holder}`,
      summary: [el("p", {}, `${T.control.since}: ${span.since || T.page.undated}`, span.until && ` · ${T.control.until} ${span.until}`, span.lost_by.length > 0 && [` · ${T.control.lost} `, bdi(span.lost_by.join(", "))])],
      pro: span.claims, con: span.contested, first: span.claims[0] || span.contested[0],
    };
  },
  place(id) {
    const place = PLACE.get(id);
    return place && {
      kicker: T.drawer.place,
      title: place.name,
      summary: [el("p", { class: "muted" }, place.precision), el("ol", { class: "event-list" }, place.events.map((e) => eventLine(EVENT.get(e))))],
      pro: [],
    };
  },
  document(key) {
    const doc = own(DATA.documents, key);
    return doc && { kicker: T.drawer.document, title: doc.title, pro: [], document: key };
  },
};

function eventLine(event) {
  return el("li", {}, el("span", { class: "muted when" }, event.when), " ", el("a", { href: `#event=${event.id}`, dir: "auto" }, event.title), " ", gradeBadge(event.grade));
}

function eventSummary(event) {
  const figures = event.numbers.map((number) => [
    el("a", { class: "figure", href: `#${number.anchor}` }, el("b", {}, number.best), number.range && ` (${number.range})`, ` ${number.unit}`), " ",
  ]);
  return [
    el("p", {}, gradeBadge(event.grade), event.grade_reason && el("span", { class: "muted", dir: "auto" }, ` ${event.grade_reason}`)),
    el("p", {}, [event.kind_label, event.when].join(" · "), event.place && [" · ", bdi(event.place)],
      event.precision && el("span", { class: "muted" }, ` (${event.precision})`), event.status && el("em", {}, ` · ${event.status}`)),
    figures.length > 0 && el("p", { class: "figure-row" }, figures),
    event.rivals.length > 0 && el("p", {}, `${T.contested.rival}: `, event.rivals.map((id) => [el("a", { href: `#event=${id}`, dir: "auto" }, EVENT.get(id).title), " "])),
  ];
}

function openDrawer(content) {
  const text = el("div", { class: "drawer-text" });
  const cards = new Map();
  const show = (id) => {
    for (const [key, card] of cards) card.setAttribute("aria-pressed", key === id);
    const claim = DATA.claims[id];
    showDocument(text, claim.document, id, content.what);
  };
  const card = (id) => {
    const node = claimCard(id, id === content.best && content.pro.length > 1, () => { show(id); revealText(text); });
    cards.set(id, node);
    return el("li", {}, node);
  };
  const con = content.con || [];
  const lists = [
    content.pro.length > 0 && [el("h3", {}, con.length ? T.drawer.claims_for : T.numbers.rests_on), el("ul", { class: "claim-list" }, content.pro.map(card))],
    con.length > 0 && [el("h3", {}, T.drawer.claims_against), el("ul", { class: "claim-list against" }, con.map(card))],
  ];
  drawer.replaceChildren(
    el("header", {},
      el("div", {}, el("p", { class: "kicker" }, content.kicker), el("h2", { id: "drawer-title", dir: "auto" }, content.title)),
      el("button", { type: "button", class: "close", "aria-label": T.drawer.close, title: T.drawer.close, onclick: closeDrawer }, "×")),
    el("div", { class: "drawer-scroll" }, el("div", { class: "drawer-summary" }, content.summary || [], lists), text));
  if (drawer.hidden) opener = document.activeElement;
  drawer.hidden = false;
  document.body.classList.add("has-drawer");
  if (content.first) show(content.first);
  else if (content.document) showDocument(text, content.document, null, null);
  drawer.focus({ preventScroll: true });
}

function claimCard(id, isBest, onclick) {
  const claim = DATA.claims[id];
  const doc = DATA.documents[claim.document];
  return el("button", { type: "button", class: "claim", "aria-pressed": "false", onclick },
    el("span", { class: "claim-source" }, bdi(claim.source), el("span", { class: "muted" }, ` · ${claim.source_type}`), isBest && el("span", { class: "tag" }, T.numbers.gives_best)),
    el("span", { class: "claim-quote", dir: "auto" }, doc.text.slice(claim.begin, claim.end)),
    el("span", { class: "claim-meta muted" },
      [claim.counts.map((count) => count.text).join(", "), claim.when, claim.place, claim.status, claim.aggregate && T.drawer.aggregate].filter(Boolean).map((part, i) => [i > 0 && " · ", bdi(part)])));
}

function showDocument(target, key, claimId, what) {
  const doc = DATA.documents[key];
  const facts = [
    [T.drawer.published, [el("b", {}, doc.when), ` – ${doc.basis}`, doc.reasons.map((reason) => el("span", { class: "sub", dir: "auto" }, reason))]],
    doc.url && [T.drawer.source, doc.link ? el("a", { href: doc.link, rel: "noreferrer noopener external", target: "_blank" }, doc.link) : bdi(doc.url)],
  ].filter(Boolean);
  const reasons = [...new Set(doc.noise.map((noise) => noise[2]))];
  target.replaceChildren(
    el("h3", { dir: "auto" }, doc.title, doc.publisher && el("small", {}, " ", bdi(doc.publisher))),
    el("dl", {}, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    doc.copy_of ? el("p", { class: "notice" }, fill(T.drawer.copy_of, { title: doc.copy_of })) : "",
    doc.repeats.length ? el("p", { class: "notice" }, fill(T.drawer.repeats, { title: doc.repeats.join(", ") })) : "",
    doc.superseded_by ? el("p", { class: "notice" }, fill(T.drawer.superseded_by, { title: doc.superseded_by })) : "",
    el("div", { class: "text", lang: "" }, markedText(doc, claimId, what)),
    el("p", { class: "muted small" }, reasons.length ? fill(T.drawer.kept_out, { reasons: reasons.join(", ") }) + " " : "", T.drawer.others));
  const mark = target.querySelector("mark");
  const scroller = target.closest(".drawer-scroll");
  if (scroller) scroller.scrollTop = 0;
  const box = target.querySelector(".text");
  if (mark) box.scrollTop = Math.max(0, mark.offsetTop - box.offsetTop - 60);
}

// The text cut wherever a highlight begins or ends; each piece wears what covers it.
function markedText(doc, claimId, what) {
  const chosen = claimId && DATA.claims[claimId];
  const counts = chosen ? chosen.counts.filter((count) => count.begin !== null && (!what || count.what === what)) : [];
  const others = doc.claims.filter((id) => id !== claimId).map((id) => ({ id, begin: DATA.claims[id].begin, end: DATA.claims[id].end }))
    .sort((a, b) => a.end - a.begin - (b.end - b.begin));
  const cuts = new Set([0, doc.text.length]);
  for (const span of [...others, ...counts, ...(chosen ? [chosen] : [])]) cuts.add(span.begin).add(span.end);
  for (const [begin, end] of doc.noise) cuts.add(begin).add(end);
  const points = [...cuts].filter((point) => point >= 0 && point <= doc.text.length).sort((a, b) => a - b);
  const covers = (span, begin, end) => span.begin <= begin && end <= span.end;
  const evidence = el("mark");
  return points.slice(1).map((end, i) => {
    const begin = points[i];
    let piece = doc.text.slice(begin, end);
    if (counts.some((count) => covers(count, begin, end))) piece = el("b", {}, piece);
    if (chosen && covers(chosen, begin, end)) {
      evidence.append(piece);
      return begin === chosen.begin && evidence;
    }
    const noise = doc.noise.find((span) => span[0] <= begin && end <= span[1]);
    if (noise) return el("span", { class: "noise", title: fill(T.drawer.kept, { reason: noise[2] }) }, piece);
    const other = others.find((span) => covers(span, begin, end));
    return other ? el("a", { class: "other", href: `#claim=${other.id}` }, piece) : piece;
  });
}

function revealText(text) {
  if (window.matchMedia("(max-width: 700px)").matches) (text.querySelector("mark") || text).scrollIntoView({ block: "center" });
}

function closeDrawer() {
  if (drawer.hidden) return;
  drawer.hidden = true;
  drawer.replaceChildren();
  document.body.classList.remove("has-drawer");
  if (location.hash.includes("=")) history.replaceState(null, "", location.pathname + location.search);
  if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  opener = null;
}

function followHash() {
  const match = /^#(\w+)=(.+)$/.exec(location.hash);
  if (!match || !Object.hasOwn(ROUTES, match[1])) return closeDrawer();
  const content = ROUTES[match[1]](decodeURIComponent(match[2]));
  return openDrawer(content || { kicker: T.drawer.evidence, title: T.drawer.missing, pro: [] });
}
