// Server-sent events over fetch (the HTML standard, section 9.2): an EventSource can send no key.

/** The data of each event of a response. Ends with the response, or where nothing comes for so many milliseconds. */
export async function* dataOf(response: Response, silence: number): AsyncGenerator<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  try {
    for (;;) {
      const { done, value } = await within(silence, reader.read());
      if (done) return;
      const events = (held + value).split(/\r?\n\r?\n/);
      held = events.pop()!;
      for (const event of events) {
        const data = event.split(/\r?\n/).filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart());
        if (data.length) yield data.join("\n");
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

async function within<Found extends { done: boolean }>(time: number, wanted: Promise<Found>): Promise<Found | { done: true; value: undefined }> {
  let timer = 0;
  const silent = new Promise<{ done: true; value: undefined }>((resolve) => {
    timer = window.setTimeout(() => resolve({ done: true, value: undefined }), time);
  });
  try {
    return await Promise.race([wanted, silent]);
  } finally {
    clearTimeout(timer);
  }
}
