/** An alert in words. A line without data is absent. */
export type AlertText = {
  /** `Delivery on AT&T through Telnyx is 61 %` */
  title: string;
  /** `threshold 90 %, usually 97 %` */
  comparison?: string;
  /** `since 14:03 EST, 12 min` · `468 of 1,204 messages failed` · `campaigns spring-promo 402, otp 66` */
  facts: string[];
  /** Of several alerts each, worst first: `CRITICAL  Delivery of spring-promo is 61 %`; what is left out is said. */
  members?: string[];
  /** `311 × 40008 undeliverable` */
  why: string[];
  remedy?: string;
  cost?: string;
  impact?: string;
  links: { label: string; url: string }[];
  /** Who has taken it on, who is on call. */
  people?: string[];
  /** `delivery-by-carrier · 7f3a9c` */
  footer: string;
};
