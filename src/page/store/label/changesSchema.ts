/** What a note of changed rankings must look like before it is carried out: whatever shares the origin can write there. */
import * as v from 'valibot';
import { LABEL_FLAGS, type OwnRanking } from '../../../protocol/label';
import { RESPONSE_SOURCES } from '../../../protocol/microSteps';
import type { RankingChanges } from './rankingChanges';

export const rankingSchema: v.GenericSchema<unknown, OwnRanking> = v.object({
  id: v.string(),
  file: v.exactOptional(v.object({ name: v.string(), digest: v.string() })),
  prompt: v.string(),
  responses: v.array(
    v.object({
      text: v.string(),
      from: v.picklist(RESPONSE_SOURCES),
      quality: v.nullable(v.number()),
      flags: v.array(v.picklist(LABEL_FLAGS)),
    }),
  ),
  levels: v.array(v.array(v.number())),
});

const changes: v.GenericSchema<unknown, RankingChanges> = v.object({
  gone: v.array(v.string()),
  changed: v.array(rankingSchema),
});

const written = v.pipe(v.string(), v.parseJson(), changes);

/** The changes that were written down; null where they cannot be read. */
export function readChanges(note: string): RankingChanges | null {
  const read = v.safeParse(written, note);
  return read.success ? read.output : null;
}
