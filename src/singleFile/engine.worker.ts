/** What every worker of the single file starts from. */
import './receiveInside';
import '../engine/worker/engine.worker';
