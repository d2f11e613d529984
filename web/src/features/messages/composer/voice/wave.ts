/** The shape of a recording; pure. */
export const WAVE_VALUES = 64;
const LOUDEST = 31;
/** Quieter than this is the room, not a voice: it must not be blown up to a full wave. */
const QUIET = 0.04;

/** Loudness from 0 to 31 in at most 64 steps, from levels (0 to 1) taken at even times. */
export function waveOf(levels: readonly number[]): number[] {
  if (levels.length === 0) return [];
  const count = Math.min(WAVE_VALUES, levels.length);
  const peaks = Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * levels.length) / count));
    return levels.slice(from, to).reduce((most, level) => Math.max(most, level), 0);
  });
  const top = Math.max(QUIET, ...peaks);
  // The ear hears doublings: the root brings quiet words up to where they are seen.
  return peaks.map((peak) => Math.min(LOUDEST, Math.round(LOUDEST * Math.sqrt(Math.max(0, peak) / top))));
}

/** How loud a piece of sound is, 0 to 1. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.min(1, Math.sqrt(sum / samples.length));
}
