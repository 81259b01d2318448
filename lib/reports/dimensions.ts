// For screens and the API's document, which know reports only.
export {
  FIXED_DIMENSIONS,
  type FixedDimension,
  isMetadata,
  METADATA,
  metadataKey,
  PERSON,
} from '@/lib/metrics/dimensions';
export { canFilterBy } from '@/lib/metrics/metric';
