import pg from "pg";

/** What pg's own pool says when nothing came free; `server/http/database-problems.ts` knows it by this sentence. */
const nothingFree = "timeout exceeded when trying to connect";

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A pool that refuses soon when every connection is open and taken. The pool's own timeout is one for two waits: opening a
 * connection, which a busy machine takes seconds for, and standing in line, which after a third of a second only makes
 * the line longer.
 */
export class PatientPool extends pg.Pool {
  readonly #longestLineMillis: number;
  #open = 0;

  /** @param longestLineMillis how long a request stands in line while every connection is in use */
  constructor(options: pg.PoolConfig, longestLineMillis: number) {
    super(options);
    this.#longestLineMillis = longestLineMillis;
    this.on("connect", () => this.#open++);
    this.on("remove", () => this.#open--);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): undefined;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    const asked = this.#connect();
    if (callback === undefined) return asked;
    asked.then(
      (client) => callback(undefined, client, (release) => client.release(release as Error | boolean | undefined)),
      (error: Error) => callback(error, undefined, () => {}),
    );
    return undefined;
  }

  #connect(): Promise<pg.PoolClient> {
    const asked = super.connect();
    if (this.waitingCount <= this.idleCount || this.#open < this.options.max) return asked;
    return new Promise((resolve, reject) => {
      let hasLeft = false;
      const timer = setTimeout(() => {
        hasLeft = true;
        reject(new Error(nothingFree));
      }, this.#longestLineMillis);
      asked.then((client) => (hasLeft ? client.release() : resolve(client)), reject).finally(() => clearTimeout(timer));
    });
  }
}
