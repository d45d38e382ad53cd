/** Comparing models: which can be asked, what they answered last, and their attention while they wrote it. */
import type { AnswerPlace, AttentionView, Question } from '../../../protocol/compare';
import { worldConfig } from '../../rlhf/networks';
import { attentionWeights } from '../../lm/plain/attentionWeights';
import type { Size } from '../../../experiment/names';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { formatPrompt } from '../../rlhf/respond';
import { decode } from '../../../world/tokenizer';
import { answerQuestion, respondentAnswers, type Said } from './answer';
import { Respondents, type PipelineModels } from './respondents';

export type CompareCommand = Extract<Command, { type: 'answer' | 'addPolicy' | 'removePolicy' | 'attention' }>;

type AnswerCommand = Extract<Command, { type: 'answer' }>;

/** The newest answers with the weights that gave them: their attention can be asked for after training has gone on. */
interface Answered {
  readonly id: number;
  readonly question: Question;
  readonly size: Size;
  readonly said: readonly Said[];
}

export class Compare {
  readonly respondents = new Respondents();
  private answered: Answered | null = null;
  /** The respondents of the last event, as JSON. */
  private emitted = '';

  constructor(private readonly emit: (event: WorkerEvent) => void) {}

  async execute(command: CompareCommand, pipeline: PipelineModels): Promise<void> {
    switch (command.type) {
      case 'answer':
        return this.answer(command, pipeline);
      case 'addPolicy':
        this.respondents.add(command.name, command.bytes, pipeline);
        this.emitRespondents(pipeline);
        return;
      case 'removePolicy':
        this.respondents.remove(command.respondent);
        this.emitRespondents(pipeline);
        return;
      case 'attention':
        this.emit({ type: 'attention', place: command.place, view: await this.attentionAt(command.place) });
        return;
      default:
        return command satisfies never;
    }
  }

  /** Emits the models that can be asked, if they have changed. */
  emitRespondents(pipeline: PipelineModels): void {
    const respondents = this.respondents.list(pipeline);
    const json = JSON.stringify(respondents);
    if (json === this.emitted) return;
    this.emitted = json;
    this.emit({ type: 'respondents', respondents });
  }

  private async answer({ id, question, example }: AnswerCommand, pipeline: PipelineModels): Promise<void> {
    const { stageWeights, settings } = pipeline;
    const { size, rewardModelSize } = settings;
    const said = await answerQuestion(question, await this.respondents.ask(question.respondents, pipeline), {
      size,
      reference: await stageWeights.parametersOf('sft'),
      rewardModelSize,
      rewardModel: await stageWeights.parametersOf('rewardModel'),
    });
    if (example !== true) this.answered = { id, question, size, said };
    this.emit({ type: 'answers', id, question, answers: respondentAnswers(said), ...(example && { example }) });
  }

  private async attentionAt({ id, respondent, sample, token }: AnswerPlace): Promise<AttentionView> {
    const answered = this.answered?.id === id ? this.answered : null;
    const found = answered?.said.find(({ asked }) => asked.respondent.id === respondent);
    const response = found?.responses[sample];
    if (!answered || !found || !response || !(token >= 0 && token < response.tokens.length)) {
      throw new Error('These answers are no longer at hand: ask again, then choose a token of the new ones.');
    }
    const { format, parameters } = found.asked;
    const prompt = formatPrompt(answered.question.prompt, format);
    const row = [...prompt, ...response.tokens.slice(0, token)];
    const config = worldConfig(answered.size);
    const flat = await attentionWeights(config, parameters, row, row.length - 1);
    const weights = Array.from({ length: config.layers }, (_, layer) =>
      Array.from({ length: config.heads }, (_, head) => {
        const from = (layer * config.heads + head) * row.length;
        return [...flat.subarray(from, from + row.length)];
      }),
    );
    return { tokens: row.map((each) => decode([each])), responseStart: prompt.length, weights };
  }
}
