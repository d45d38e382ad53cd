import { answerFromInside } from './answerFromInside';
import { pageFiles } from './pageFiles';

globalThis.fetch = answerFromInside(pageFiles, globalThis.fetch.bind(globalThis));
