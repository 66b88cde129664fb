/**
 * Every visible text, by key: `t('common.page_missing', { address })` is `page_missing` of messages/en/common.json with `{address}` filled in.
 * A message may be an object with the plural forms of `count` ({"one": "{count} event", "other": "{count} events"}).
 */
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Params = Record<string, string | number>;

export const LOCALE = 'en-GB';
const files = import.meta.glob<Record<string, Message>>('../messages/en/*.json', {
  eager: true,
  import: 'default',
});

export const messages: ReadonlyMap<string, Message> = new Map(
  Object.entries(files).flatMap(([path, area]) => {
    const name = path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
    return Object.entries(area).map(([key, message]): [string, Message] => [`${name}.${key}`, message]);
  }),
);

const plurals = new Intl.PluralRules(LOCALE);
const numbers = new Intl.NumberFormat(LOCALE);

/** The text of a key. A key that does not exist is an error of the program, and told as itself. */
export function t(key: string, params: Params = {}): string {
  const message = messages.get(key);
  if (message === undefined) {
    console.error(`no message ${key}`);
    return key;
  }
  return fill(typeof message === 'string' ? message : plural(message, params), params);
}

function plural(message: Exclude<Message, string>, params: Params): string {
  const count = Number(params['count']);
  return message[plurals.select(count)] ?? message.other ?? '';
}

function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : typeof value === 'number' ? numbers.format(value) : value;
  });
}
