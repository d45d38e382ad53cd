/** Example prompts, each with every model's answer. */
import { SPEAKERS } from '../../../experiment/names';
import type { PageModel } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { Gold } from '../../ui/gold/Gold';
import shared from '../../ui/shared.module.css';
import { showTokens } from '../../store/tokenText';
import { SPEAKER_COLORS, textColor } from '../../ui/colors';
import styles from './Evaluate.module.css';

export function Examples({ evaluations }: { readonly evaluations: PageModel['evaluations'] }) {
  const prompts = [
    ...new Set(SPEAKERS.flatMap((speaker) => evaluations[speaker]?.examples.map(({ prompt }) => prompt) ?? [])),
  ];
  return (
    <section className={styles.examples}>
      <h3 className={shared.heading}>{text.evaluate.examples}</h3>
      {prompts.map((prompt) => (
        <section key={prompt} className={styles.example}>
          <h4 className={styles.prompt}>{showTokens(prompt)}</h4>
          <dl>
            {SPEAKERS.map((speaker) => {
              const episode = evaluations[speaker]?.examples.find((each) => each.prompt === prompt);
              if (episode === undefined) return null;
              return (
                <div key={speaker} className={styles.answer}>
                  <dt style={{ color: textColor(SPEAKER_COLORS[speaker]) }}>{text.speakers[speaker].label}</dt>
                  <dd>{episode.response === '' ? text.inside.silent : showTokens(episode.response)}</dd>
                  <dd className={shared.mono}>{episode.gold !== null && <Gold {...episode} gold={episode.gold} />}</dd>
                </div>
              );
            })}
          </dl>
        </section>
      ))}
    </section>
  );
}
