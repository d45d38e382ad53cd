/** Every table that can be reproduced, in an order that shares weights early and leaves no long one for the end. */
import { alignmentTax } from '../tables/alignmentTax';
import { algorithms } from '../tables/algorithms';
import { bestOfN } from '../tables/bestOfN';
import { clipping } from '../tables/clipping';
import { comparisons } from '../tables/comparisons';
import { figure1 } from '../tables/figure1';
import { iterate } from '../tables/iterate';
import { labelCost } from '../tables/labelCost';
import { labelers } from '../tables/labelers';
import { lengthBias } from '../tables/lengthBias';
import { overoptimization } from '../tables/overoptimization';
import { pipeline } from '../tables/pipeline';
import { secondLanguage } from '../tables/secondLanguage';
import { sftEpochs } from '../tables/sftEpochs';
import { tamer } from '../tables/tamer';
import { valueNetwork } from '../tables/valueNetwork';
import { wording } from '../tables/wording';
import type { TableExperiment } from './experiment';

export const TABLES: readonly TableExperiment[] = [
  pipeline,
  figure1,
  alignmentTax,
  overoptimization,
  bestOfN,
  algorithms,
  tamer,
  iterate,
  comparisons,
  labelers,
  labelCost,
  lengthBias,
  clipping,
  valueNetwork,
  sftEpochs,
  secondLanguage,
  wording,
];
