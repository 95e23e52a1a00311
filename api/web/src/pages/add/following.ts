// Following a job: by its events, and by asking again and again where they do not come through.

import type { JobDetail, Refusal, Result } from "../../shared/answers.ts";
import { get, getJson, Problem } from "../../shared/service.ts";
import { dataOf } from "./events.ts";

/** A job, and all that was told of its documents so far. */
export interface Progress<Job = JobDetail | null> {
  job: Job;
  results: readonly Result[];
  rejected: readonly Refusal[];
}

export const EMPTY: Progress = { job: null, results: [], rejected: [] };

const SILENCE = 20_000; // milliseconds without a word: the service says something every 15 seconds
const PAUSE = 1_000; // milliseconds between two questions
const MOST = 1_000; // results of one answer
const PATIENCE = 60; // questions in a row that nobody answers: a job outlives a service that starts again

export function hasEnded({ status }: JobDetail): boolean {
  return status === "done" || status === "failed" || status === "cancelled";
}

/** What is known with one more piece, whose results are those that no piece before told. */
export function withPiece(known: Progress, piece: JobDetail): Progress<JobDetail> {
  return { job: piece, results: [...known.results, ...piece.results], rejected: [...known.rejected, ...piece.rejected] };
}

/** The job after each change, the last time when all of it is told. Throws Problem; an AbortError if the signal ends it. */
export async function* following(id: string, known: Progress, signal: AbortSignal): AsyncGenerator<Progress<JobDetail>> {
  const path = `/jobs/${encodeURIComponent(id)}`;
  let now = known;
  try {
    for await (const piece of eventsOf(path, now, signal)) {
      now = withPiece(now, piece);
      if (!hasEnded(piece) || isWhole(now)) yield now as Progress<JobDetail>;
    }
  } catch (error) {
    // What the service refuses, it refuses to any way of asking.
    if (signal.aborted || (error instanceof Problem && error.status)) throw error;
  }
  while (!isWhole(now)) {
    await pause(signal);
    const piece = await patiently(path, now, signal);
    now = withPiece(now, piece);
    if (!hasEnded(piece) || isWhole(now)) yield now as Progress<JobDetail>;
  }
}

function isWhole({ job, results, rejected }: Progress): boolean {
  if (!job || !hasEnded(job)) return false;
  const { added, updated, unchanged } = job.documents;
  return results.length >= added + updated + unchanged && rejected.length >= job.documents.rejected;
}

async function* eventsOf(path: string, { results, rejected }: Progress, signal: AbortSignal): AsyncGenerator<JobDetail> {
  const headers = { Accept: "text/event-stream", "Last-Event-ID": `${results.length}.${rejected.length}` };
  const response = await get(`${path}/events`, { headers, signal });
  for await (const data of dataOf(response, SILENCE)) yield JSON.parse(data) as JobDetail;
}

/** The job with what was not told of it yet. One answer passes over as many rejections as results, so that it takes two. */
async function next(path: string, { results, rejected }: Progress, signal: AbortSignal): Promise<JobDetail> {
  const from = (offset: number) => getJson<JobDetail>(path, { limit: MOST, offset }, signal);
  const [job, refusing] = await Promise.all([from(results.length), from(rejected.length)]);
  return { ...job, rejected: refusing.rejected };
}

async function patiently(path: string, known: Progress, signal: AbortSignal): Promise<JobDetail> {
  for (let failed = 1; ; failed += 1) {
    try {
      return await next(path, known, signal);
    } catch (error) {
      const isAway = error instanceof Problem && (error.status === 0 || error.status >= 502);
      if (!isAway || failed === PATIENCE) throw error;
    }
    await pause(signal);
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason as Error)), { once: true });
  });
}
