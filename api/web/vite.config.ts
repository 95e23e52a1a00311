import { defineConfig } from "vite";

export default defineConfig({
  base: "/static/",
  build: {
    // What the style sheets use without a second spelling: light-dark(), nesting, :has().
    target: ["chrome123", "firefox121", "safari17.5"],
    // The Content-Security-Policy allows files of this service and nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
