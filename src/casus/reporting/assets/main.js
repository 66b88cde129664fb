// Puts the page together.

const scopeChoice = document.getElementById("scope");
if (EVENTS.length) {
  drawMap(document.getElementById("map-figure"));
  drawTimeline(document.getElementById("timeline-figure"));
  filterEvents();
}
if (scopeChoice) {
  scopeChoice.addEventListener("change", () => setScope(scopeChoice.value));
  for (const button of document.querySelectorAll("[data-scope]")) {
    button.addEventListener("click", () => {
      scopeChoice.value = button.dataset.scope;
      setScope(button.dataset.scope);
      document.getElementById("map").scrollIntoView();
    });
  }
}
window.addEventListener("hashchange", followHash);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeDrawer(); });
document.addEventListener("click", (event) => {
  // a second click on the link that opened the drawer changes no hash
  const link = event.target.closest && event.target.closest("a[href^='#']");
  if (link && link.getAttribute("href") === location.hash) followHash();
});
followHash();
document.documentElement.dataset.ready = "true";
