// Runs before anything is painted, so that a page that is to be dark is never light first.
try {
  const chosen = localStorage.getItem("colours");
  if (chosen) document.documentElement.dataset.colours = chosen;
} catch {
  // A browser that keeps nothing shows the colours of the system.
}
