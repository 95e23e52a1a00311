// The shell of every page: finds the page that belongs to the address, loads its code and lets it fill the main part.

import "./styles/base.css";
import "./styles/parts.css";
import { chooseColours } from "./shared/colours.ts";
import { failure, loading } from "./shared/states.ts";
import { placeOf, routeOf } from "./routes.ts";

async function start(): Promise<void> {
  const main = document.querySelector<HTMLElement>("#main")!;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("header nav a")) {
    if (link.pathname === location.pathname) link.ariaCurrent = "page";
  }
  chooseColours(document.querySelector<HTMLSelectElement>("#colours")!);
  const waiting = loading();
  main.append(waiting);
  try {
    const { route, id } = routeOf(location.pathname);
    const page = await route.load();
    waiting.remove();
    await page.show(main, placeOf(id));
  } catch (error) {
    main.replaceChildren(failure(error));
  }
}

void start();
