/**
 * The addresses of the app and the page of each; a page is loaded when it is opened.
 * `casus.serving.web` answers index.html for the same addresses (a test compares them).
 */
import type { Component } from 'svelte';

/** What a page is given: the parts of its address that vary. */
export interface PageProps {
  id?: string | undefined;
}

/** Pages of one address need no properties. */
export type Page = Component<PageProps> | Component<Record<string, never>>;
type Load = () => Promise<{ default: Page }>;

export interface Route {
  /** Address with at most one `:id`, which may hold slashes (ids of places and documents do). */
  path: string;
  /** The area of the navigation that it belongs to. */
  area: string;
  load: Load;
}

export const ROUTES: readonly Route[] = [
  { path: '/', area: 'overview', load: () => import('../pages/overview/OverviewPage.svelte') },
  { path: '/events/:id', area: 'overview', load: () => import('../pages/event/EventPage.svelte') },
  {
    path: '/operations',
    area: 'operations',
    load: () => import('../pages/operations/OperationsPage.svelte'),
  },
  {
    path: '/operations/:id',
    area: 'operations',
    load: () => import('../pages/operation/OperationPage.svelte'),
  },
  { path: '/actors', area: 'actors', load: () => import('../pages/actors/ActorsPage.svelte') },
  { path: '/actors/:id', area: 'actors', load: () => import('../pages/actor/ActorPage.svelte') },
  { path: '/places', area: 'places', load: () => import('../pages/places/PlacesPage.svelte') },
  { path: '/places/:id', area: 'places', load: () => import('../pages/place/PlacePage.svelte') },
  { path: '/documents/:id', area: 'search', load: () => import('../pages/document/DocumentPage.svelte') },
  { path: '/sources', area: 'sources', load: () => import('../pages/sources/SourcesPage.svelte') },
  { path: '/sources/:id', area: 'sources', load: () => import('../pages/source/SourcePage.svelte') },
  { path: '/search', area: 'search', load: () => import('../pages/search/SearchPage.svelte') },
  { path: '/review', area: 'review', load: () => import('../pages/review/ReviewPage.svelte') },
  {
    path: '/review/claims/:id',
    area: 'review',
    load: () => import('../pages/review/ReviewClaimPage.svelte'),
  },
  {
    path: '/review/documents/:id',
    area: 'review',
    load: () => import('../pages/review/ReviewDocumentPage.svelte'),
  },
  { path: '/history', area: 'review', load: () => import('../pages/history/HistoryPage.svelte') },
  { path: '/account', area: 'account', load: () => import('../pages/account/AccountPage.svelte') },
  { path: '/users', area: 'account', load: () => import('../pages/users/UsersPage.svelte') },
  { path: '/about', area: 'about', load: () => import('../pages/about/AboutPage.svelte') },
];

/** The route of an address and what stands in the place of `:id`; `null`: the app has no such page. */
export function match(pathname: string): { route: Route; props: PageProps } | null {
  for (const route of ROUTES) {
    const [head, ...rest] = route.path.split(':id');
    if (rest.length === 0) {
      if (pathname === route.path || (pathname === `${route.path}/` && route.path !== '/'))
        return { route, props: {} };
    } else if (pathname.startsWith(head ?? '') && pathname.length > (head ?? '').length) {
      const id = decoded(pathname.slice((head ?? '').length));
      return id === null ? null : { route, props: { id } };
    }
  }
  return null;
}

/** The address of a page about one thing: `to('/places/', 'gn:170063')`. */
export function to(prefix: string, id: string): string {
  return prefix + encodeURIComponent(id);
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null; // a stray % is the address of nothing
  }
}
