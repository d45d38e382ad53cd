import { createServer } from 'node:net';

/** A port of this machine that nobody listens on yet. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('This machine gives no port.'));
      });
    });
  });
}
