/** Which page is shown: the browser's address, and links followed without loading the app anew. */
import { match, type PageProps, type Route } from './routes';

interface Location {
  pathname: string;
  search: string;
  hash: string;
}

let here = $state.raw<Location>({ pathname: '/', search: '', hash: '' });

/** The address as the app sees it; reading a field in a component follows it. */
export const router = {
  get pathname(): string {
    return here.pathname;
  },
  /** Parameters of the address; make a new one to change them: {@link setQuery}. */
  get query(): URLSearchParams {
    return new URLSearchParams(here.search);
  },
  get search(): string {
    return here.search;
  },
  get hash(): string {
    return here.hash;
  },
  get found(): { route: Route; props: PageProps } | null {
    return match(here.pathname);
  },
};

/** Follow the browser's address and the links of the page, until the window is closed. */
export function start(window: Window): void {
  read(window);
  window.addEventListener('popstate', () => read(window));
  window.document.addEventListener('click', (event) => {
    const address = inside(event, window);
    if (address === null) return;
    event.preventDefault();
    navigate(address);
  });
}

/** Go to an address of the app; with `replace` the one before is not kept in the history. */
export function navigate(address: string, { replace = false }: { replace?: boolean } = {}): void {
  const before = here.pathname;
  window.history[replace ? 'replaceState' : 'pushState'](null, '', address);
  read(window);
  if (here.pathname !== before && !here.hash) window.scrollTo(0, 0);
}

/** Change the parameters of the address, leaving page and fragment; by default without a step in the history. */
export function setQuery(query: URLSearchParams, { replace = true }: { replace?: boolean } = {}): void {
  const search = query.toString();
  const address = here.pathname + (search ? `?${search}` : '') + here.hash;
  if (address !== here.pathname + here.search + here.hash) navigate(address, { replace });
}

function read(window: Window): void {
  const { pathname, search, hash } = window.location;
  here = { pathname, search, hash };
}

/** The address that a click leads to, where it is a plain click on a link to a page of the app. */
function inside(event: MouseEvent, window: Window): string | null {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return null;
  if (link.origin !== window.location.origin || match(link.pathname) === null) return null;
  // a fragment of the page that is shown is the browser's own matter, but the app has to hear of it
  if (link.pathname === here.pathname && link.search === here.search && link.hash) return null;
  return link.pathname + link.search + link.hash;
}
