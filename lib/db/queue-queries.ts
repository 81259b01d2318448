import type pg from 'pg';

/** A client that may be asked while it is answering: questions wait for their turn here, where `pg` no longer queues them. */
export function queueQueries<C extends pg.ClientBase>(client: C): C {
  let last: Promise<unknown> = Promise.resolve();
  const query = (...question: unknown[]) => {
    const ask = () => Reflect.apply(client.query, client, question);
    const answer = last.then(ask, ask);
    last = answer;
    return answer;
  };
  return new Proxy(client, {
    get: (target, member) => (member === 'query' ? query : Reflect.get(target, member, target)),
  });
}
