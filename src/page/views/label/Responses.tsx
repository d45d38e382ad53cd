/** The answers in the learner's order: a list whose rows can be dragged; ties are made by button or key. */
import { ChevronDown, ChevronUp, Equal, GripVertical } from 'lucide-react';
import { Button, DropIndicator, GridList, GridListItem, useDragAndDrop, type PressEvent } from 'react-aria-components';
import { isTiedAbove, move, placeBeside, rankOf, toggleTie, type Levels } from '../../store/label/levels';
import type { Draft } from '../../store/label/draft';
import { labelActions } from '../../store/label/rankings';
import { text } from '../../text/text';
import { formatInteger } from '../../ui/format';
import { answerText } from './answerText';
import parts from './parts.module.css';
import styles from './Responses.module.css';

export function Responses({ draft }: { readonly draft: Draft }) {
  const { responses, levels, chosen } = draft;
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': responses[Number(key)].text })),
    getDropOperation: () => 'move',
    onReorder: ({ keys, target }) => {
      const side = target.dropPosition === 'before' ? 'before' : 'after';
      for (const key of keys) {
        labelActions.choose(Number(key));
        labelActions.rank(placeBeside(levels, Number(key), Number(target.key), side));
      }
    },
    renderDropIndicator: (target) => (
      <DropIndicator target={target} className={styles.between}>
        {text.label.dropBetween}
      </DropIndicator>
    ),
  });
  return (
    <GridList
      aria-label={text.label.list}
      className={styles.list}
      data-testid="label-list"
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[String(chosen)]}
      onSelectionChange={(keys) => {
        if (keys !== 'all') for (const key of keys) labelActions.choose(Number(key));
      }}
      dragAndDropHooks={dragAndDropHooks}
    >
      {levels.flat().map((response) => (
        <Row key={response} draft={draft} response={response} />
      ))}
    </GridList>
  );
}

function Row({ draft: { responses, levels }, response }: { readonly draft: Draft; readonly response: number }) {
  const { text: written, quality, flags } = responses[response];
  const rank = rankOf(levels, response);
  const tied = (levels.find((level) => level.includes(response))?.length ?? 0) > 1;
  const answer = answerText(written);
  const remarks = [
    ...(quality === null ? [] : [text.label.qualityOf(quality)]),
    ...flags.map((flag) => text.label.flags[flag]),
  ];
  const act =
    (levelsAfter: Levels) =>
    ({ pointerType, target }: PressEvent) => {
      labelActions.choose(response);
      labelActions.rank(levelsAfter);
      // What is pressed by a pointer leaves the keys to the list: enter goes on, and does not press again.
      if (pointerType !== 'keyboard' && pointerType !== 'virtual') target.closest<HTMLElement>('[role="row"]')?.focus();
    };
  return (
    <GridListItem
      id={String(response)}
      className={styles.row}
      textValue={text.label.heard(rank, tied, answer)}
      data-rank={rank}
      data-tied={isTiedAbove(levels, response)}
      data-response={response}
    >
      <Button slot="drag" className={styles.grip} aria-label={text.label.drag(answer)}>
        <GripVertical size="1em" aria-hidden="true" />
      </Button>
      <span className={styles.rank}>{text.label.rank(rank, tied)}</span>
      <span className={styles.answer}>
        <span>{answer}</span>
        {remarks.length > 0 && <span className={styles.remarked}>{remarks.join(' · ')}</span>}
      </span>
      <span className={parts.moves}>
        <Button
          aria-label={text.label.up(answer)}
          data-testid={`up-${formatInteger(response)}`}
          onPress={act(move(levels, response, -1))}
        >
          <ChevronUp size="1em" aria-hidden="true" />
        </Button>
        <Button
          aria-label={text.label.down(answer)}
          data-testid={`down-${formatInteger(response)}`}
          onPress={act(move(levels, response, 1))}
        >
          <ChevronDown size="1em" aria-hidden="true" />
        </Button>
        <Button
          aria-label={text.label.tie(answer)}
          data-testid={`tie-${formatInteger(response)}`}
          onPress={act(toggleTie(levels, response))}
        >
          <Equal size="1em" aria-hidden="true" />
        </Button>
      </span>
    </GridListItem>
  );
}
