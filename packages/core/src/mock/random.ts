import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

const TWO_TO_32 = 2 ** 32;

/**
 * Seeded chance. Two generators of equal seed and path give equal draws, on any machine and whatever else is drawn
 * elsewhere: each subject (a patient, a domain of a patient) has a path of its own, so that a draw more in one of them
 * moves nothing in another.
 *
 * @example
 * const random = Random.of(42, "patient", 17);
 * if (random.chance(0.07)) didNotAttend();
 */
export class Random {
  readonly #generator: RandomGenerator;

  private constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** The generator of a seed and a path of names and numbers. */
  static of(seed: number, ...path: readonly (string | number)[]): Random {
    let hash = mix(seed | 0);
    for (const step of path) hash = mix(hash ^ (typeof step === "number" ? mix(step) : hashText(step)));
    return new Random(hash);
  }

  /** A number from 0 up to, not including, 1. */
  fraction(): number {
    return (this.#generator.next() + TWO_TO_32 / 2) / TWO_TO_32;
  }

  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** One of the values, each as likely as the others. */
  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.fraction() * values.length)];
  }

  /** One of the values, by weight. The weights are positive numbers of any sum. */
  weighted<T>(values: readonly (readonly [value: T, weight: number])[]): T {
    let sum = 0;
    for (const [, weight] of values) sum += weight;
    let left = this.fraction() * sum;
    for (const [value, weight] of values) {
      left -= weight;
      if (left < 0) return value;
    }
    return values[values.length - 1][0];
  }

  /** A count whose mean is given: how often something happens that happens by chance (Poisson; means up to about 50). */
  count(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.fraction(); product > limit; product *= this.fraction()) count += 1;
    return count;
  }

  /** A waiting time of the given mean: many short, few long (exponential). */
  wait(mean: number): number {
    return -mean * Math.log(1 - this.fraction());
  }

  /** `count` digits. */
  digits(count: number): string {
    let text = "";
    for (let i = 0; i < count; i += 1) text += this.between(0, 9);
    return text;
  }
}

/** Spreads the bits of a 32-bit number (the finishing step of MurmurHash3). */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}
