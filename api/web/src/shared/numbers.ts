// Numbers and words for them.

const number = new Intl.NumberFormat("en");

/** "2,000". */
export function count(value: number): string {
  return number.format(value);
}

/** "1 claim", "2,000 claims"; where more than an s is added, both words are given: "1 body", "2 bodies". */
export function plural(value: number, noun: string, nouns = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : nouns}`;
}
