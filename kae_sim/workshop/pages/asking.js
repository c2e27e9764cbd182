// A question to the host that is given up when the line is silent, instead of waiting for ever.

export async function ask(path, seconds) {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), seconds * 1000);
  try {
    const answer = await fetch(path, { cache: "no-store", signal: given.signal });
    return { status: answer.status, text: await answer.text() };
  } finally {
    clearTimeout(timer);
  }
}

export function pause(seconds) {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}
