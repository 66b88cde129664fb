/** Who is at the browser, and writing in their name: every request that writes carries the session's token. */
import { ApiError, forget, get, send, type Schemas } from './api';

export type Session = Schemas['SessionRow'];
export type Role = NonNullable<Session['role']>;
export const ROLES: readonly Role[] = ['reader', 'coder', 'editor', 'admin'];

let known = $state.raw<Session | null>(null);

/** The session as far as it is known; `null`: not asked for yet. */
export const session = {
  get now(): Session | null {
    return known;
  },
  /** Whether whoever is here may do what a role may. */
  may(role: Role): boolean {
    return known?.role != null && known.may_write && ROLES.indexOf(known.role) >= ROLES.indexOf(role);
  },
};

/** Ask who is here. Raises {@link ApiError}. */
export async function loadSession(): Promise<Session> {
  known = await get('/api/v1/session');
  return known;
}

/** Write something; where the session has changed since the page was loaded, once more with the new token. Raises {@link ApiError}. */
export async function write<Body>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  address: string,
  body?: unknown,
): Promise<Body> {
  const before = known ?? (await loadSession());
  try {
    return await send<Body>(method, address, body, { 'X-CSRF-Token': before.csrf });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403) throw error;
    const after = await loadSession();
    if (after.csrf === before.csrf || after.name !== before.name) throw error;
    return await send<Body>(method, address, body, { 'X-CSRF-Token': after.csrf });
  }
}

/** Become somebody, or nobody: what was read before is forgotten. Raises {@link ApiError}. */
export async function enter(
  method: 'POST' | 'PUT' | 'DELETE',
  address: string,
  body?: unknown,
): Promise<void> {
  known = await write<Session>(method, address, body);
  forget();
}
