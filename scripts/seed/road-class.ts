/** Ranks of streets, the highest first. */
export const roadClasses = ["trunk", "primary", "secondary", "residential", "service"] as const;

export type RoadClass = (typeof roadClasses)[number];
