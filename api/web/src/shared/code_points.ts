// The service counts code points, JavaScript code units (UTF-16). They differ from the first astral character on.

/** The places of a text, in both counts. */
export class CodePoints {
  /** The code units at which an astral character begins; it is one code point and two code units. */
  readonly #astral: number[] = [];
  /** The length of the text in code points. */
  readonly length: number;

  constructor(text: string) {
    for (const { index } of text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)) this.#astral.push(index);
    this.length = text.length - this.#astral.length;
  }

  /** The code unit at which a code point begins. */
  toUnits(points: number): number {
    // The astral character number n begins at the code point astral[n] - n.
    return points + this.#countBefore((unit, number) => unit - number < points);
  }

  /** The code point that begins at a code unit; inside of an astral character, that character. */
  toPoints(units: number): number {
    return units - this.#countBefore((unit) => unit < units);
  }

  /** How many astral characters fulfil what only the first ones do. */
  #countBefore(isBefore: (unit: number, number: number) => boolean): number {
    let low = 0;
    let high = this.#astral.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.#astral[middle]!, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
