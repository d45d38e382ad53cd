/** What a helper does: it keeps a copy of each network that it is asked about, and answers calls. */
import type { GptConfig } from '../config';
import { buffersOf, type FromHelper, type ToHelper } from './messages';
import type { Port } from './port';
import { answerAll, type ShardNetwork } from './shardNetwork';

/** A network and how its memory is freed. */
interface Held {
  readonly network: ShardNetwork;
  readonly free: () => void;
}

export function serve(port: Pick<Port, 'post' | 'listen'>, make: (config: GptConfig) => Held): void {
  const networks = new Map<number, Held>();
  const say = (message: FromHelper) => port.post(message, buffersOf(message));
  const networkOf = (id: number, config: GptConfig) => {
    const network = networks.get(id) ?? make(config);
    networks.set(id, network);
    return network;
  };
  port.listen((message) => {
    const asked = message as ToHelper;
    if (asked.kind === 'forget') {
      networks.get(asked.network)?.free();
      networks.delete(asked.network);
      return;
    }
    try {
      const { network } = networkOf(asked.network, asked.config);
      if (asked.parameters) network.load(asked.parameters);
      say({ kind: 'answers', id: asked.id, answers: answerAll(network, asked.calls) });
    } catch (error) {
      say({ kind: 'failed', id: asked.id, reason: String(error) });
    }
  });
  say({ kind: 'ready' });
}
