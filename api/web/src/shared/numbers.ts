// Numbers and words for them.

const number = new Intl.NumberFormat("en");
const IRREGULAR: Record<string, string> = { person: "people", body: "bodies", agency: "agencies", company: "companies", does: "do" };

/** "2,000". */
export function count(value: number): string {
  return number.format(value);
}

/** "1 claim", "2,000 claims". */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${value === 1 ? noun : pluralOf(noun)}`;
}

function pluralOf(noun: string): string {
  const last = noun.split(" ").at(-1) ?? noun;
  const form = IRREGULAR[last] ?? `${last}s`;
  return noun.slice(0, noun.length - last.length) + form;
}
