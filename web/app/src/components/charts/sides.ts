/** How sides are told apart beside their colour: A, B, C ... */
export const letterOf = (side: number): string => String.fromCharCode(65 + (side % 26));
