/** What to do with an error: tell it, or go without the answer. */
import { ApiError, takenBack } from './api';

/** An error in its own words. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The answer to what is only a help; `null` where the question was taken back and, with a warning on the console, where the server
 * refuses it or cannot be reached. Raises any other error.
 */
export async function asHelp<Body>(answer: Promise<Body>): Promise<Body | null> {
  try {
    return await answer;
  } catch (error) {
    if (takenBack(error)) return null;
    if (!(error instanceof ApiError)) throw error;
    console.warn(error.message);
    return null;
  }
}
