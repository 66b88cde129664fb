// The report's data, the words it uses, and the few helpers that every part shares.
// Text from documents is only ever set as text, never as markup.

const parse = (id) => JSON.parse(document.getElementById(id).textContent);
const DATA = parse("data");
const T = DATA.texts;
const EVENTS = DATA.events;
const EVENT = new Map(EVENTS.map((event) => [event.id, event]));
const PLACE = new Map(DATA.places.map((place) => [place.id, place]));

const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const plural = (one, many, n) => (n === 1 ? one : fill(many, { n }));

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

// Like replaceChildren, but leaves out what is absent.
function refill(node, ...children) {
  node.replaceChildren();
  return build(node, {}, children);
}

const el = (name, attributes, ...children) => build(document.createElement(name), attributes, children);
const svg = (name, attributes, ...children) =>
  build(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
const bdi = (text) => el("bdi", {}, text);

function gradeBadge(grade) {
  const sign = svg("svg", { class: "sign", "aria-hidden": "true" }, svg("use", { href: `#sign-${grade}` }));
  return el("span", { class: `grade grade-${grade}` }, sign, T.grades[grade].label);
}

// What the reader looks at: one operation, all, or ("-") what is in none.
const scope = { value: "", listeners: [] };
const inScope = (event) => scope.value === "" || (scope.value === "-" ? !event.operation : event.operation === scope.value);

function setScope(value) {
  scope.value = value;
  for (const listener of scope.listeners) listener();
}
