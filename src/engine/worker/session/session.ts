/**
 * Carries out commands on the parts of a session, one after another. It is one session in the worker and in Node; what
 * differs between them (clock, files, backends, the wire) is handed in as the host.
 */
import type { Command } from '../../../protocol/protocol';
import { BackendUnavailable } from '../../lm/backend';
import { errorEvent } from '../sentences';
import { nextRound, previousRound } from './changeRound';
import { changeKnobs, makeWorldAhead, takeSettings } from './changeSettings';
import { adoptLabels, adoptLearned } from './adoptRun';
import { openFile, openShipped, openSize, saveFile } from './openWeights';
import { makeParts, type SessionParts } from './parts';
import { resetStage } from './reset';
import { emitSnapshot, resume } from './resume';
import type { SessionHost } from './sessionHost';
import { warmUp } from './warmUp';

export class Session {
  private readonly parts: SessionParts;

  constructor(private readonly host: SessionHost) {
    this.parts = makeParts(host);
  }

  /** Resolves when the command has been carried out; a run goes on after that. */
  handle(command: Command): Promise<void> {
    return this.parts.turns.take(() => this.execute(command), command.type === 'start');
  }

  /** Resolves when nothing runs any more. */
  idle(): Promise<void> {
    return this.parts.turns.settled();
  }

  private async execute(command: Command): Promise<void> {
    const { parts } = this;
    const { compare, golds, handOver, labeling, pace, progress, samples } = parts;
    switch (command.type) {
      case 'start':
        return this.start(command);
      case 'run':
        return pace.go(command.stage, 'end');
      case 'step':
        return pace.go(command.stage, command.unit);
      case 'pause':
        return pace.pause();
      case 'reset':
        return resetStage(parts, command.stage);
      case 'set':
        return changeKnobs(parts, command);
      case 'speed':
        pace.microStepsPerSecond = command.microStepsPerSecond;
        return;
      case 'openShipped':
        return openSize(parts, command.size);
      case 'openFile':
        return openFile(parts, command);
      case 'saveFile':
        return saveFile(parts, command);
      case 'saveModelFolder':
        return handOver.saveModel(command.stage, progress.of[command.stage]);
      case 'saveDataSet':
        return handOver.saveDataSet(command.stage);
      case 'useWorkers':
        return this.host.workers?.use(parts.shared.settings.size, command.wanted, command.most);
      case 'snapshot':
        return emitSnapshot(parts, command.results === true);
      case 'resume':
        return resume(parts, command.snapshot);
      case 'nextRound':
        return nextRound(parts, command.round);
      case 'previousRound':
        return previousRound(parts, command.round);
      case 'rankings':
        labeling.take(command.rankings);
        progress.emit('rewardModel');
        return;
      case 'labelTasks':
        return labeling.drawTasks(command);
      case 'compareLabels':
        return labeling.compare();
      case 'adoptLabels':
        return adoptLabels(parts);
      case 'sample':
        samples.ask(command.ownPrompt);
        return samples.emit(command.stage, progress.of[command.stage].iteration);
      case 'measureGold':
        return command.on ? golds.begin() : golds.stop();
      case 'learnFromLabels':
        return labeling.learn(await parts.runs.gather('ppo'));
      case 'stopLearning':
        return labeling.stopLearning();
      case 'adoptLearned':
        return adoptLearned(parts);
      case 'answer':
      case 'addPolicy':
      case 'removePolicy':
      case 'attention':
        return compare.execute(command, progress.pipeline());
      default:
        return command satisfies never;
    }
  }

  private async start({
    settings,
    backend,
    workers,
    remembered,
    start,
  }: Extract<Command, { type: 'start' }>): Promise<void> {
    const { shared, progress, turns } = this.parts;
    const { emit, stageWeights } = shared;
    shared.settings = settings;
    emit({ type: 'progress', activity: 'backend', fraction: 0 });
    const { report, lost } = await this.host.openBackend(backend, settings.size, remembered, workers);
    void lost.then((sentence) => turns.take(() => Promise.reject(new BackendUnavailable(sentence)), true));
    if (report.backend === 'webgpu') {
      await warmUp(settings, (fraction) => emit({ type: 'progress', activity: 'warmUp', fraction }));
    }
    emit({ type: 'backend', report });
    takeSettings(shared, settings);
    if (start === 'shipped') {
      await openShipped(this.parts, settings.size).catch((error: unknown) => emit(errorEvent(error, null, false)));
    }
    progress.of.pretrain.status = stageWeights.has('pretrain') ? 'done' : 'ready';
    progress.emitAll();
    makeWorldAhead(this.parts);
  }
}
