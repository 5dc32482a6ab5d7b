/** Characters of the shortest password that the server takes; a test holds it to the server's own. */
export const shortestPassword = 12;
