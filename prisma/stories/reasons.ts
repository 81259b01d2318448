import type { Random } from './seeded-random';
import type { Feedback } from './steps';

const feedbackWeights: Readonly<Record<Feedback, number>> = {
  too_expensive: 24,
  unused: 22,
  missing_features: 18,
  switched_service: 14,
  too_complex: 8,
  customer_service: 4,
  low_quality: 4,
  other: 6,
};

const comments: Readonly<Record<Feedback, string>> = {
  too_expensive: 'The budget was cut this quarter.',
  unused: 'We went back to the whiteboard.',
  missing_features: 'We need shift swaps by text message.',
  switched_service: 'Head office chose one tool for everyone.',
  too_complex: 'Too many screens for a crew of three.',
  customer_service: 'It took four days to get an answer.',
  low_quality: 'The phone app loses our changes.',
  other: 'We are closing the shop. Thank you for everything.',
};

/** Why somebody leaves; dearer prices make that the reason for most. */
export function leavingReason(random: Random, overPrice: boolean): { feedback: Feedback; comment?: string } {
  const feedback = overPrice && random.chance(0.7) ? 'too_expensive' : random.weighted(feedbackWeights);
  return random.chance(0.4) ? { feedback, comment: comments[feedback] } : { feedback };
}
