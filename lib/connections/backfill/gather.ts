interface Asked<T> {
  answer: Promise<IteratorResult<T>>;
  isThere: boolean;
}

/**
 * What a source has given by the time one asks, at least one thing and at most `most`: whoever is slower than the source takes
 * several at once. The source is asked for so many ahead and no more; what it throws is thrown after all before it was given.
 */
export async function* gather<T>(source: AsyncGenerator<T>, most: number): AsyncGenerator<T[]> {
  const asked: Asked<T>[] = [];
  for (;;) {
    while (asked.length < most) asked.push(ask(source));
    const group: T[] = [];
    for (let next = asked[0]; next && (group.length === 0 || next.isThere); next = asked[0]) {
      const { done, value } = await next.answer;
      if (done) break;
      asked.shift();
      group.push(value);
    }
    if (group.length === 0) return;
    yield group;
  }
}

function ask<T>(source: AsyncGenerator<T>): Asked<T> {
  const asked: Asked<T> = { answer: source.next(), isThere: false };
  asked.answer.then(
    () => {
      asked.isThere = true;
    },
    () => {}, // heard when it is its turn
  );
  return asked;
}
