import { client, take } from "./client.ts";
import { everyItem } from "./every-item.ts";

export const listCommunities = () => everyItem((query) => take(client.GET("/api/communities", { params: { query } })));
