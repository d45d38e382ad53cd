/** Makes networks in the room that is in use: plain TensorFlow.js ops, or fused kernels for the backend at hand. */
import type { GptConfig } from './config';
import type { Model } from './model';
import { PlainModel } from './plain/plainModel';

/** Makes a network of that shape from flat parameters. Throws when their number is not the shape's. */
export type Room = (config: GptConfig, parameters: Float32Array) => Model;

export const plainRoom: Room = (config, parameters) => new PlainModel(config, parameters);

let room = plainRoom;

/** From now on networks are made there; those that exist stay where they are. */
export function enterRoom(next: Room): void {
  room = next;
}

export function createModel(config: GptConfig, parameters: Float32Array): Model {
  return room(config, parameters);
}
