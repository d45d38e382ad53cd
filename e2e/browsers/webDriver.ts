/**
 * The few commands of WebDriver that a visitor needs, for browsers that Playwright does not drive as they are installed:
 * over HTTP to WebKit's driver, and over TCP to Firefox's own Marionette, as geckodriver gives them.
 */
import { connect, type Socket } from 'node:net';

/** How each command is called over HTTP and in Marionette. */
const COMMANDS = {
  navigate: ['url', 'WebDriver:Navigate'],
  refresh: ['refresh', 'WebDriver:Refresh'],
  executeScript: ['execute/sync', 'WebDriver:ExecuteScript'],
  click: ['element/{id}/click', 'WebDriver:ElementClick'],
  sendKeys: ['element/{id}/value', 'WebDriver:ElementSendKeys'],
  takeScreenshot: ['element/{id}/screenshot', 'WebDriver:TakeScreenshot'],
} as const;

/** Gives one command after another to a browser; rejects with the browser's own words where it cannot follow. */
export type Send = (command: keyof typeof COMMANDS, parameters?: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** Opens a window by the driver that listens at an address. */
export async function overHttp(address: string): Promise<Send> {
  const ask = async (path: string, parameters?: object) => {
    const posted = parameters && { method: 'POST', body: JSON.stringify(parameters) };
    const response = await fetch(`${address}/${path}`, posted);
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
    return value;
  };
  const { sessionId } = (await ask('session', { capabilities: {} })) as { sessionId: string };
  return (command, parameters = {}) => {
    const path = COMMANDS[command][0].replace('{id}', String(parameters.id));
    return ask(`session/${sessionId}/${path}`, command === 'takeScreenshot' ? undefined : parameters);
  };
}

/** A message of Marionette is its length in bytes, a colon, and JSON. */
async function* marionetteMessages(socket: Socket): AsyncGenerator<unknown, undefined> {
  let received = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    received = Buffer.concat([received, chunk]);
    for (let colon = received.indexOf(':'); colon > 0; colon = received.indexOf(':')) {
      const end = colon + 1 + Number(received.subarray(0, colon));
      if (received.length < end) break;
      yield JSON.parse(received.subarray(colon + 1, end).toString());
      received = received.subarray(end);
    }
  }
}

/** Takes over the window of the Firefox whose Marionette listens on a port of this machine. */
export async function overMarionette(port: number): Promise<Send> {
  const socket = connect(port, '127.0.0.1');
  const messages = marionetteMessages(socket);
  const greeting = await messages.next();
  if (greeting.done === true) throw new Error('Marionette hung up before it said anything.');
  let sent = 0;
  const call = async (name: string, parameters: object) => {
    const message = JSON.stringify([0, sent++, name, parameters]);
    socket.write(`${Buffer.byteLength(message)}:${message}`);
    // It answers in the order in which it was asked.
    const { value: answer } = await messages.next();
    if (!Array.isArray(answer)) throw new Error(`${name}: Firefox has ended.`);
    const [, , error, result] = answer as [
      type: number,
      id: number,
      error: unknown,
      result: { value?: unknown } | null,
    ];
    if (error !== null) throw new Error(`${name}: ${JSON.stringify(error)}`);
    return result?.value;
  };
  await call('WebDriver:NewSession', {});
  return (command, parameters = {}) => call(COMMANDS[command][1], parameters);
}
