/** Asking the API: typed by its own description, not sent again while the record has not changed, errors as what they say. */
import type { components, paths } from './api-types';
import { t } from './i18n';

export type Schemas = components['schemas'];
export type EventRow = Schemas['EventRow'];
export type ClaimRow = Schemas['ClaimRow'];
export type DocumentRow = Schemas['DocumentRow'];

type Get<Path extends keyof paths> = paths[Path] extends { get: infer Operation } ? Operation : never;
/** What an address answers. */
export type Answer<Path extends keyof paths> =
  Get<Path> extends { responses: { 200: { content: { 'application/json': infer Body } } } } ? Body : never;
export type Query =
  URLSearchParams | Record<string, string | number | boolean | readonly string[] | null | undefined>;

/** A request that was refused or failed; `message` says what to do. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly status: number,
    detail: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

/** Whether a request ended because whoever asked took it back. */
export const takenBack = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

interface Kept {
  tag: string;
  body: unknown;
}

const MOST_KEPT = 200;
const kept = new Map<string, Kept>();

/**
 * The answer of an address of the API's description: `get('/api/v1/events/{event_id}', { path: { event_id } })`.
 * Raises {@link ApiError}.
 */
export async function get<Path extends keyof paths>(
  address: Path,
  asked: { path?: Record<string, string>; query?: Query; signal?: AbortSignal } = {},
): Promise<Answer<Path>> {
  const filled = Object.entries(asked.path ?? {}).reduce(
    (url, [name, value]) => url.replace(`{${name}}`, encodeURIComponent(value)),
    address as string,
  );
  return (await fetchJson(filled + written(asked.query), asked.signal)) as Answer<Path>;
}

/** What `next` of a page leads to: an address that the API itself has given. */
export async function follow<Body>(address: string, signal?: AbortSignal): Promise<Body> {
  return (await fetchJson(address, signal)) as Body;
}

/** Write something: `send('POST', '/api/v1/...', body)`. Raises {@link ApiError}. */
export async function send<Body>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Body> {
  const answer = await reach(address, {
    method,
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (answer.status === 204 ? null : await answer.json()) as Body;
}

async function fetchJson(url: string, signal?: AbortSignal): Promise<unknown> {
  const known = kept.get(url);
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (known) headers['If-None-Match'] = known.tag;
  const answer = await reach(url, { headers, ...(signal ? { signal } : {}) });
  if (answer.status === 304 && known) {
    remember(url, known);
    return known.body;
  }
  const body: unknown = await answer.json();
  const tag = answer.headers.get('ETag');
  if (tag) remember(url, { tag, body });
  return body;
}

async function reach(url: string, asked: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url, { credentials: 'same-origin', cache: 'no-store', ...asked });
  } catch (error) {
    if (takenBack(error)) throw error;
    throw new ApiError(0, t('common.unreachable'));
  }
  if (!answer.ok && answer.status !== 304) throw await refusal(answer);
  return answer;
}

async function refusal(answer: Response): Promise<ApiError> {
  const fallback = `${answer.status} ${answer.statusText}`;
  if (!answer.headers.get('Content-Type')?.includes('json')) return new ApiError(answer.status, fallback);
  const told: unknown = await answer.json().catch(() => null);
  if (typeof told !== 'object' || told === null) return new ApiError(answer.status, fallback);
  const body = told as Record<string, unknown>;
  return new ApiError(answer.status, typeof body['detail'] === 'string' ? body['detail'] : fallback, body);
}

/** The latest answers are kept, in the order in which they were last used. */
function remember(url: string, one: Kept): void {
  kept.delete(url);
  kept.set(url, one);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
}

function written(query: Query | undefined): string {
  if (!query) return '';
  const all = query instanceof URLSearchParams ? query : new URLSearchParams();
  if (!(query instanceof URLSearchParams)) {
    for (const [name, value] of Object.entries(query)) {
      if (value === null || value === undefined || value === '') continue;
      for (const one of Array.isArray(value) ? (value as string[]) : [value]) all.append(name, String(one));
    }
  }
  const text = all.toString();
  return text ? `?${text}` : '';
}

/** Forget what was kept; for tests, and after logging in or out. */
export function forget(): void {
  kept.clear();
}
