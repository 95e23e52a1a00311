// Which page belongs to which address. Links between pages are ordinary links; what changes within a page, the page
// keeps in its own address. Each page is a folder with a module of its own that is loaded only there.

/** Where a page is: the id in its path, if it has one, what was asked of it, and the fragment without its "#". */
export interface Place {
  id: string;
  parameters: URLSearchParams;
  fragment: string;
}

/** What the module of a page exports. An error that it throws is shown in place of the page. */
export interface Page {
  show(main: HTMLElement, place: Place): void | Promise<void>;
}

interface Route {
  path: RegExp;
  load: () => Promise<Page>;
}

// api/routes/pages.py answers these addresses with the shell.
const ROUTES: readonly Route[] = [
  { path: /^\/$/, load: () => import("./pages/ask/page.ts") },
  { path: /^\/article\/([^/]+)$/, load: () => import("./pages/article/page.ts") },
  { path: /^\/claim\/([^/]+)$/, load: () => import("./pages/claim/page.ts") },
  { path: /^\/source\/([^/]+)$/, load: () => import("./pages/source/page.ts") },
  { path: /^\/outlets\/graph$/, load: () => import("./pages/outlets/page.ts") },
  { path: /^\/query$/, load: () => import("./pages/query/page.ts") },
  { path: /^\/add$/, load: () => import("./pages/add/page.ts") },
];

/** The page of a path, with the id that the path holds. */
export function routeOf(path: string): { route: Route; id: string } {
  for (const route of ROUTES) {
    const found = route.path.exec(path);
    if (found) return { route, id: decoded(found[1] ?? "") };
  }
  throw new Error("There is no page at this address.");
}

/** The place that the address of the window names. */
export function placeOf(id: string): Place {
  return { id, parameters: new URLSearchParams(location.search), fragment: decoded(location.hash.slice(1)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
