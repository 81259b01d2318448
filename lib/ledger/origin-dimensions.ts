/** What a touch tells of where somebody came from; each a dimension of reports. */
export const ORIGIN_DIMENSIONS = ['campaign', 'source', 'medium', 'link', 'partner'] as const;
export type OriginDimension = (typeof ORIGIN_DIMENSIONS)[number];

/** Reports are divided by it beside these: which of a coupon's codes was used. */
export const PROMOTION_CODE = 'promotion_code';
