/**
 * Types of the server's HTTP interface. Made by `pnpm gen` from server/openapi.json; never edited by hand.
 */
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Database and layers are there; 503 says what is not */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: string;
                            syncedAt: string;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one can sign in here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How one can sign in here */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInWays"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first account, an admin, with the token that the server printed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description As the server printed it */
                        token: string;
                        /** @description Badge or code */
                        login: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oidc/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to sign in, or to prove once more who one is, at the provider of identities
         * @description Leave for the address; it leads back to the page of the sign-in. Good for ten minutes, in this browser.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description To sign in, or to prove once more who one is
                         * @enum {string}
                         */
                        for: "sign-in" | "proof";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            address: string;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oidc/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Come back from the provider of identities
         * @description The session is in a cookie that scripts cannot read, as after a sign-in by password.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description What the provider added to the address that it led back to */
            requestBody: {
                content: {
                    "application/json": {
                        state: string;
                        /** @description As the provider gave it */
                        code?: string;
                        /** @description As the provider gave it */
                        iss?: string;
                        /** @description Instead of a code */
                        error?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            isProof: boolean;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own devices */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Session"][];
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Sign in
         * @description The session is in a cookie that scripts cannot read. A session held before is ended.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Badge or code */
                        login: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Who is signed in */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in here, or nobody
         * @description For pages that lead to the sign-in: that nobody is signed in is an answer, and no error.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            me: components["schemas"]["Me"] | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who is signed in */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/current/scope": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one may see today */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What one may see today, and until when */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyScope"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/current/device-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What encrypts records that wait on one's terminal for a network
         * @description The same on every terminal of an account, for as long as there is that account. AES-256.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What encrypts records that wait on a terminal */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeviceKey"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/current/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change one's password; every other session ends */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                        newPassword: string;
                    };
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a session of one's own */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/current/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter one's password again, for exports and emergencies
         * @description It counts for 5 minutes, in this session only.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List accounts */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Account"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make an account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Badge or code */
                        login: string;
                        /** @enum {string} */
                        role: "command" | "officer" | "analyst" | "supervisor" | "wall-device" | "wall-remote" | "admin" | "security" | "auditor";
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give an account a role
         * @description Scopes that it had by another role end. It holds from the next request on.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role: "command" | "officer" | "analyst" | "supervisor" | "wall-device" | "wall-remote" | "admin" | "security" | "auditor";
                    };
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an account for good, and its sessions */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/scopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an account a community, or the whole city, for a time */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Surrogate key */
                        communityId: number | null;
                        /** @description Now unless given */
                        validFrom?: string;
                        /** @description For as long as the account lasts unless given */
                        validTo?: string;
                    };
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/scopes/{scope}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a scope now */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    scope: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The table of access: role by subject by class of attributes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The table that routes are held to: who may have what */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Access"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/city": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The city, its vocabularies and counts */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The city that this server is about */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["City"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List areas above the community */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    level?: "city" | "district" | "town" | "rural" | "water";
                    /** @description geojson: a FeatureCollection with geometry */
                    format?: "json" | "geojson";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Area"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/communities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List current communities */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    /** @description west,south,east,north in degrees */
                    bbox?: string;
                    /** @description geojson: a FeatureCollection with geometry */
                    format?: "json" | "geojson";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Community"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create a community */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        names: {
                            zhHans: string;
                            zhHant?: string | null;
                            en?: string | null;
                        };
                        /** @description Surrogate key */
                        townId?: number | null;
                        /** @description Number of households */
                        households?: number | null;
                        /** @description Number of residents */
                        population?: number | null;
                        /**
                         * Format: date
                         * @description Day, YYYY-MM-DD
                         */
                        validFrom?: string;
                        /** @description GeoJSON Polygon or MultiPolygon, WGS-84 */
                        geometry: Record<string, never> | null;
                    };
                };
            };
            responses: {
                /** @description The beat of one community officer and one auxiliary */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Community"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/communities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a community */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The beat of one community officer and one auxiliary */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Community"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a community */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        names?: {
                            zhHans: string;
                            zhHant?: string | null;
                            en?: string | null;
                        };
                        /** @description Surrogate key */
                        townId?: number | null;
                        /** @description Number of households */
                        households?: number | null;
                        /** @description Number of residents */
                        population?: number | null;
                        /**
                         * Format: date
                         * @description Day, YYYY-MM-DD
                         */
                        validFrom?: string;
                        /** @description GeoJSON Polygon or MultiPolygon, WGS-84 */
                        geometry?: Record<string, never> | null;
                    };
                };
            };
            responses: {
                /** @description The beat of one community officer and one auxiliary */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Community"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/police-rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List police rooms */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    /** @description Surrogate key */
                    communityId?: number;
                    /** @description geojson: a FeatureCollection with geometry */
                    format?: "json" | "geojson";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["PoliceRoom"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List segments of the street network
         * @description Segments meet at their ends only, so equal positions are one junction: a graph for finding ways.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    /** @description Any of trunk, primary, secondary, residential, service, path, comma-separated */
                    class?: string;
                    /** @description west,south,east,north in degrees */
                    bbox?: string;
                    /** @description geojson: a FeatureCollection with geometry */
                    format?: "json" | "geojson";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Road"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    /** @description Surrogate key */
                    account?: number;
                    /** @description Such as sign-in, personal-read or export-make */
                    action?: string;
                    outcome?: "done" | "denied" | "failed";
                    /** @description Such as residence:12 */
                    subject?: string;
                    /** @description RFC 3339 */
                    from?: string;
                    /** @description RFC 3339, not included */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AuditRecord"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readings that somebody should look at, and emergencies, newest first
         * @description About a reading on a day; nothing here counts, compares or ranks accounts.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AuditRecord"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the chain ends, and whether it held when it was last verified */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Where the chain ends, and whether it held */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditState"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify the whole chain now
         * @description Against itself. `pnpm audit:verify --head` compares it with what was exported into other custody too.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Where the chain ends, and whether it held */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditState"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one's own account did, and what others did that concerns it, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AuditRecord"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/purposes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What personal data may be opened, and rows taken out, for */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["PurposeItem"][];
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incident-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open incidents that one sees to oneself */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["IncidentTask"][];
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Officers who may be given an open incident, and those who were */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["WhoMayHave"][];
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/tasks/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give an incident to an account, which may then open homes near it */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Take an incident back from an account */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is stored about an address, for a request of whom it concerns */
        get: {
            parameters: {
                query: {
                    /** @description Surrogate key */
                    residenceId: number;
                };
                header?: {
                    /** @description What for, form-encoded: `item` of GET /api/purposes, `task` such as visit:12, and `reason` where the item needs one. Without it personal attributes are withheld */
                    purpose?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Everything that is stored about an address */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AboutAddress"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subject/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the building at an address that somebody came to ask about; on record
         * @description In a body and never in an address: those end up in histories and logs.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Exactly as it is stored: nothing is found by a part of it */
            requestBody: {
                content: {
                    "application/json": {
                        road: string;
                        number: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["FoundAddress"][];
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests about addresses, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    status?: "open" | "done" | "refused";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Correction"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Take down a request about an address */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Surrogate key */
                        residenceId: number;
                        /**
                         * @description To be told what is stored, to have it corrected, or erased
                         * @enum {string}
                         */
                        kind: "information" | "correction" | "erasure";
                        /** @description What is said to be wrong: about the address, never who asks */
                        statement: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/corrections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a request about an address; it is its own purpose, and on record */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A request about an address, with what was said and answered */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CorrectionDetail"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/corrections/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what became of a request about an address */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "done" | "refused";
                        /** @description What was done, or why not */
                        answer: string;
                    };
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules, holds and the last reports */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How long rows are kept, what is held, and what was deleted */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Retention"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/rules/{subject}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change how long a kind of row is kept */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    subject: "unit-positions" | "incident-tasks" | "disputes" | "incidents" | "visits" | "sessions" | "break-glass" | "exports" | "corrections" | "import-runs" | "audit";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Days that rows are kept; the audit a year at least */
                        days: number;
                    };
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold a row, a community's rows, or all of a subject, for a proceeding */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        subject: "unit-positions" | "incident-tasks" | "disputes" | "incidents" | "visits" | "sessions" | "break-glass" | "exports" | "corrections" | "import-runs" | "audit";
                        /** @description Surrogate key */
                        rowId?: number;
                        /** @description Surrogate key */
                        communityId?: number;
                        /** @description Reference of the file */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Release a hold */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Emergencies that one asked for or decided within a day, and those that wait for a second person */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["BreakGlass"][];
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Ask for a community outside of one's scope, in an emergency
         * @description Needs a password that was just entered. The auditor hears of it at once.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Surrogate key */
                        communityId: number;
                        /** @description Why it cannot wait, in one's own words */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/break-glass/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Be the second person: allow or refuse what another account asked for
         * @description Needs a password that was just entered. From now on it is open for 15 minutes, or never.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        isAllowed: boolean;
                    };
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/break-glass/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an emergency of one's own before its time */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/residences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List dwelling buildings */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    /** @description Surrogate key */
                    communityId?: number;
                    /** @description west,south,east,north in degrees */
                    bbox?: string;
                    /** @description geojson: a FeatureCollection with geometry */
                    format?: "json" | "geojson";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ResidenceRow"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create a dwelling building */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Surrogate key */
                        addressId?: number | null;
                        householdCount: number;
                        storeys?: number | null;
                        lastCheckedAt?: string | null;
                        /** @description [lng, lat], degrees, WGS-84 */
                        position: unknown;
                    };
                };
            };
            responses: {
                /** @description A dwelling building */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Residence"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/residences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a dwelling building, with its address for a purpose */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description What for, form-encoded: `item` of GET /api/purposes, `task` such as visit:12, and `reason` where the item needs one. Without it personal attributes are withheld */
                    purpose?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A dwelling building */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Residence"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a dwelling building */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Surrogate key */
                        addressId?: number | null;
                        householdCount?: number;
                        storeys?: number | null;
                        lastCheckedAt?: string | null;
                        /** @description [lng, lat], degrees, WGS-84 */
                        position?: unknown;
                    };
                };
            };
            responses: {
                /** @description A dwelling building */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Residence"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/venues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List venues */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    /** @description Surrogate key */
                    communityId?: number;
                    class?: string;
                    /** @description Day, YYYY-MM-DD */
                    dueBefore?: string;
                    /** @description west,south,east,north in degrees */
                    bbox?: string;
                    /** @description geojson: a FeatureCollection with geometry */
                    format?: "json" | "geojson";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Venue"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create a venue */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        class: string;
                        names: {
                            zhHans: string;
                            zhHant?: string | null;
                            en?: string | null;
                        };
                        licence?: string | null;
                        /** @description Grade of the place: 1 highest to 4 lowest */
                        riskGrade?: number;
                        /** @description Days between inspections */
                        inspectionCadenceDays?: number;
                        /**
                         * Format: date
                         * @description Day, YYYY-MM-DD
                         */
                        nextDueOn?: string | null;
                        /** @description [lng, lat], degrees, WGS-84 */
                        position: unknown;
                    };
                };
            };
            responses: {
                /** @description A supervised venue */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Venue"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/venues/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a venue */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A supervised venue */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Venue"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a venue */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        class?: string;
                        names?: {
                            zhHans: string;
                            zhHant?: string | null;
                            en?: string | null;
                        };
                        licence?: string | null;
                        /** @description Grade of the place: 1 highest to 4 lowest */
                        riskGrade?: number;
                        /** @description Days between inspections */
                        inspectionCadenceDays?: number;
                        /**
                         * Format: date
                         * @description Day, YYYY-MM-DD
                         */
                        nextDueOn?: string | null;
                        /** @description [lng, lat], degrees, WGS-84 */
                        position?: unknown;
                    };
                };
            };
            responses: {
                /** @description A supervised venue */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Venue"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List incidents, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    /** @description Surrogate key */
                    communityId?: number;
                    /** @description Codes of categories, comma-separated */
                    category?: string;
                    /** @description Statuses, comma-separated */
                    status?: string;
                    /** @description Priorities 1 to 5, comma-separated */
                    priority?: string;
                    /** @description true: not closed */
                    open?: "true" | "false";
                    /** @description Reported at or after, RFC 3339 */
                    from?: string;
                    /** @description Reported before, RFC 3339 */
                    to?: string;
                    /** @description west,south,east,north in degrees */
                    bbox?: string;
                    /** @description geojson: a FeatureCollection with geometry */
                    format?: "json" | "geojson";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Incident"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Report an incident */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        category: string;
                        /** @description 1 most urgent to 5 least */
                        priority?: number;
                        /** @description RFC 3339; now when left out */
                        occurredFrom?: string;
                        occurredTo?: string | null;
                        /** @description RFC 3339; now when left out */
                        reportedAt?: string;
                        /** @enum {string} */
                        positionPrecision?: "exact" | "address" | "street" | "community";
                        /** @description [lng, lat], degrees, WGS-84 */
                        position: unknown;
                    };
                };
            };
            responses: {
                /** @description A call or case: a place in time, without persons and without narrative */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Incident"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an incident */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A call or case: a place in time, without persons and without narrative */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Incident"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an incident
         * @description A new status sets its time: dispatched, arrived or closed now.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        category?: string;
                        /** @description 1 most urgent to 5 least */
                        priority?: number;
                        /** @enum {string} */
                        status?: "reported" | "dispatched" | "on_scene" | "closed";
                        /** @enum {string} */
                        positionPrecision?: "exact" | "address" | "street" | "community";
                        /** @description [lng, lat], degrees, WGS-84 */
                        position?: unknown;
                    };
                };
            };
            responses: {
                /** @description A call or case: a place in time, without persons and without narrative */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Incident"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List units */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    /** @description Surrogate key */
                    communityId?: number;
                    status?: "available" | "assigned" | "on_scene" | "off_duty";
                    /** @description geojson: a FeatureCollection with geometry */
                    format?: "json" | "geojson";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Unit"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create a unit */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        callSign: string;
                        /** @enum {string} */
                        kind: "foot" | "bicycle" | "car" | "room";
                        /** @description Surrogate key */
                        communityId?: number | null;
                        /** @enum {string} */
                        status?: "available" | "assigned" | "on_scene" | "off_duty";
                    };
                };
            };
            responses: {
                /** @description A terminal: its status and last position, no track */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Unit"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a unit */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A terminal: its status and last position, no track */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Unit"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a unit
         * @description A position replaces the one before; no track is kept. One that is older than the one held is refused (409), and so is one far outside the city (422).
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Surrogate key */
                        communityId?: number | null;
                        /** @enum {string} */
                        status?: "available" | "assigned" | "on_scene" | "off_duty";
                        /** @description [lng, lat], degrees, WGS-84 */
                        position?: unknown;
                        /** @description RFC 3339; now when a position comes without it */
                        lastFixAt?: string;
                    };
                };
            };
            responses: {
                /** @description A terminal: its status and last position, no track */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Unit"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/duty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Badges that answer for a community */
        get: {
            parameters: {
                query: {
                    /** @description Surrogate key */
                    communityId: number;
                    /** @description Day, YYYY-MM-DD */
                    on?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Duty"][];
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List visits, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                    /** @description Surrogate key */
                    communityId?: number;
                    /** @description Surrogate key */
                    venueId?: number;
                    /** @description Surrogate key */
                    residenceId?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Visit"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Record a visit
         * @description 201 the first time; 200 with the same visit when its clientKey comes again.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Made by the terminal; sending it again records nothing twice
                         */
                        clientKey: string;
                        /** @description Surrogate key */
                        venueId?: number;
                        /** @description Surrogate key */
                        residenceId?: number;
                        /** @description Surrogate key */
                        unitId?: number | null;
                        /** @description RFC 3339; now when left out */
                        visitedAt?: string;
                        /** @description Seconds spent there */
                        dwellSeconds?: number | null;
                        /** @enum {string} */
                        outcome: "done" | "advice" | "hazard" | "closed" | "no_answer";
                    };
                };
            };
            responses: {
                /** @description A visit or inspection of a place */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Visit"];
                    };
                };
                /** @description A visit or inspection of a place */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Visit"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a visit */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A visit or inspection of a place */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Visit"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct a visit */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome?: "done" | "advice" | "hazard" | "closed" | "no_answer";
                        /** @description Seconds spent there */
                        dwellSeconds?: number | null;
                    };
                };
            };
            responses: {
                /** @description A visit or inspection of a place */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Visit"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take rows out as a file, or the map as a picture
         * @description Attributes up to operational only. Needs a password that was just entered. The link opens once, within 15 minutes. Of a picture, which a page draws, the answer is the number that it has to show.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        layer: "incidents" | "venues" | "residences";
                        /** @enum {string} */
                        format: "csv" | "geojson" | "gpkg" | "png";
                        communityIds?: number[];
                        /** @description Incidents: categories; venues: classes */
                        categories?: string[];
                        /** @description Statuses of incidents */
                        statuses?: string[];
                        /** @description Hours of incidents, in the city's time */
                        hours?: number[];
                        /** @description Weekdays of incidents, 1 Monday to 7 Sunday */
                        weekdays?: number[];
                        /** @description Incidents that occurred since, RFC 3339 */
                        from?: string;
                        /** @description Incidents that occurred before, RFC 3339 */
                        to?: string;
                        /** @description Of a picture: the query of the page's address, kept on record */
                        view?: string;
                        /** @description What for: an item of GET /api/purposes without tasks */
                        item?: string;
                        /** @description Why, in one's own words */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description A file that was made of rows, or the number of a picture */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExportMade"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch the file of a link, once */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/geo+json": string;
                        "application/geopackage+sqlite3": string;
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places due in a community, most urgent first, with their addresses for a purpose */
        get: {
            parameters: {
                query: {
                    /** @description Surrogate key */
                    communityId: number;
                    limit?: number;
                };
                header?: {
                    /** @description What for, form-encoded: `item` of GET /api/purposes, `task` such as visit:12, and `reason` where the item needs one. Without it personal attributes are withheld */
                    purpose?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What is due in a community */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Plan"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures, open incidents and units of one moment */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What the command centre watches */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Wall"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was open in the last minutes */
        get: {
            parameters: {
                query?: {
                    minutes?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a replay is made of. Units are not in it: no trail of theirs is kept */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WallHistory"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall/screens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List screens that were let in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["WallScreen"][];
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Switch a screen on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewWallScreen"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall/screen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this screen is to show */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a screen is told of itself */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WallScreenState"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall/screen/pairing-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A code for this screen to show */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Lets one remote or the screen in, once */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WallPairingCode"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall/screen/remotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Send every remote away */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall/remotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pair a remote by the code on the wall */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The six digits that the wall shows */
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewWallRemote"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall/remote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this remote's screen shows */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a remote is told of its screen */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WallRemoteState"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Put this remote away */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall/remote/control": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Choose palette, view, place, sound, replay */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        theme?: ("auto" | "day" | "dusk" | "night") | null;
                        view?: ("incidents" | "units" | "density" | "coverage") | null;
                        /** @description Whether the views take turns */
                        isRotating?: boolean | null;
                        isMuted?: boolean | null;
                        place?: {
                            /** @description Surrogate key */
                            areaId?: number;
                            /** @description Surrogate key */
                            communityId?: number;
                        } | null;
                        /** @description true: the last hour again; false: stop it */
                        replay?: boolean;
                        /** @description true: show a code for another remote */
                        pair?: boolean;
                    };
                };
            };
            responses: {
                /** @description What a remote is told of its screen */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WallRemoteState"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/wall/remote/acknowledgements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take an incident in hand */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall/admissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a screen in by the code that it shows
         * @description From then on it shows the wall by itself, whoever signs in or out, until it is put out.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The six digits that the wall shows */
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall/screens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Put a screen out, with its remotes */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/published": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names of the city, its communities and categories, and the last quarter that is published */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Names of what is published */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PublishedCity"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/published/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Homes in blocks of eight households or more
         * @description Label points that do not move with the question. Made anew every ten minutes at most.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["PublishedBlock"][];
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/published/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Incidents of a quarter by community, and at points that stand for eight households or more
         * @description Counts below ten are withheld, and as many others that none of them can be worked out.
         */
        get: {
            parameters: {
                query: {
                    /** @description A quarter that ended two weeks ago, such as 2026-Q3 */
                    period: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Incidents of one quarter as anyone may see them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PublishedIncidents"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is live now
         * @description The stream goes on from its seq: `Last-Event-ID: <epoch>.<seq>`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What is live now, from one moment; the stream goes on from its seq */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LiveSnapshot"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every change as it happens
         * @description Server-sent events: change and leave (one row of one table), tiles (which to fetch again), hb (every ten seconds), degraded (the database is away), reset (load the snapshot), bye (the server is stopping). Comes back with `Last-Event-ID` and is sent what it missed; a token that leads nowhere gets reset.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Resume token, for clients that cannot send a header */
                    after?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The stream; it ends when the client hangs up or the server stops */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Days since the last visit, and the gaps */
        get: {
            parameters: {
                query?: {
                    /** @description Communities, or square cells of the ground */
                    by?: "community" | "cell";
                    /** @description Which places count */
                    of?: "venues" | "residences" | "both";
                    /** @description A place not visited for longer is overdue */
                    thresholdDays?: number;
                    cellMeters?: number;
                    /** @description Surrogate key */
                    communityId?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Days since the last visit or inspection, by community or cell */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Coverage"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/coverage.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as a spreadsheet */
        get: {
            parameters: {
                query?: {
                    /** @description Communities, or square cells of the ground */
                    by?: "community" | "cell";
                    /** @description Which places count */
                    of?: "venues" | "residences" | "both";
                    /** @description A place not visited for longer is overdue */
                    thresholdDays?: number;
                    cellMeters?: number;
                    /** @description Surrogate key */
                    communityId?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description CSV */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List imports, the newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Most items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    after?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ImportRun"][];
                            /** @description Value of `after` for the next page */
                            next: string | null;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Import a file
         * @description multipart/form-data with one file of at most 64 MiB. The answer comes when the import is over; closing the connection stops it. All of its good rows are stored or nothing is.
         */
        post: {
            parameters: {
                query: {
                    /** @description Layer to import into */
                    layer: "areas" | "communities" | "police-rooms" | "roads" | "addresses" | "residences" | "venues" | "incidents" | "units";
                    /** @description column=field,…: which column of the file is which field */
                    map?: string;
                    /** @description EPSG:<code>, WGS-84, CGCS2000, GCJ-02, BD-09 or a PROJ definition; else what the file says */
                    crs?: string;
                    /** @description UTF-8, UTF-16, UTF-16LE, UTF-16BE, GB18030, Big5; else by its byte order mark, else UTF-8 */
                    encoding?: string;
                    /** @description Zone of times without an offset; else the city's */
                    timeZone?: string;
                    /** @description Name of the data set; else the name of the file */
                    source?: string;
                    /** @description Sheet, table or shapefile, where the file has several */
                    table?: string;
                    /** @description Refuse the file when more rows than that are refused: 5% or a number */
                    maxRejects?: string;
                    /** @description Do everything, keep nothing */
                    dryRun?: boolean;
                    /** @description Make shapes valid that are not, instead of refusing them */
                    repair?: boolean;
                    /** @description Take the declared system even if the positions contradict it */
                    trustCrs?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description An import that is over, with the rows that it refused */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FinishedImport"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an import */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description An import, under way or over */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportRun"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Stop an import
         * @description It stops within seconds, and nothing of it is stored. One that is over cannot be stopped.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description An import, under way or over */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportRun"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analysis/incidents/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count incidents by group */
        get: {
            parameters: {
                query: {
                    /** @description At or after, RFC 3339 */
                    from?: string;
                    /** @description Before, RFC 3339 */
                    to?: string;
                    /** @description Local hours 0 to 23, comma-separated */
                    hour?: string;
                    /** @description Local weekdays, 1 Monday to 7 Sunday, comma-separated */
                    weekday?: string;
                    /** @description Ids of communities, comma-separated */
                    community?: string;
                    /** @description Codes of categories, comma-separated */
                    category?: string;
                    /** @description Statuses, comma-separated */
                    status?: string;
                    /** @description Priorities 1 to 5, comma-separated */
                    priority?: string;
                    /** @description Codes of venue classes, comma-separated */
                    class?: string;
                    /** @description Risk grades 1 to 4, comma-separated */
                    risk_grade?: string;
                    /** @description Any other condition, in CQL2 text or CQL2 JSON: category IN ('theft') AND NOT hour BETWEEN 6 AND 21 */
                    filter?: string;
                    /** @description Any of category, hour, weekday, community, status, priority, day, month, weekday-hour; comma-separated */
                    by: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Counts by group; every group adds up to the total */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Counts"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analysis/incidents/response-times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Percentiles of the time from report to arrival */
        get: {
            parameters: {
                query?: {
                    /** @description At or after, RFC 3339 */
                    from?: string;
                    /** @description Before, RFC 3339 */
                    to?: string;
                    /** @description Local hours 0 to 23, comma-separated */
                    hour?: string;
                    /** @description Local weekdays, 1 Monday to 7 Sunday, comma-separated */
                    weekday?: string;
                    /** @description Ids of communities, comma-separated */
                    community?: string;
                    /** @description Codes of categories, comma-separated */
                    category?: string;
                    /** @description Statuses, comma-separated */
                    status?: string;
                    /** @description Priorities 1 to 5, comma-separated */
                    priority?: string;
                    /** @description Codes of venue classes, comma-separated */
                    class?: string;
                    /** @description Risk grades 1 to 4, comma-separated */
                    risk_grade?: string;
                    /** @description Any other condition, in CQL2 text or CQL2 JSON: category IN ('theft') AND NOT hour BETWEEN 6 AND 21 */
                    filter?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Percentiles by nearest rank; null where nobody has arrived yet */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ResponseTimes"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analysis/incidents/density": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Surface of incidents per km²
         * @description Quartic kernel; distances in metres on the ground; no correction at the edges.
         */
        get: {
            parameters: {
                query?: {
                    /** @description At or after, RFC 3339 */
                    from?: string;
                    /** @description Before, RFC 3339 */
                    to?: string;
                    /** @description Local hours 0 to 23, comma-separated */
                    hour?: string;
                    /** @description Local weekdays, 1 Monday to 7 Sunday, comma-separated */
                    weekday?: string;
                    /** @description Ids of communities, comma-separated */
                    community?: string;
                    /** @description Codes of categories, comma-separated */
                    category?: string;
                    /** @description Statuses, comma-separated */
                    status?: string;
                    /** @description Priorities 1 to 5, comma-separated */
                    priority?: string;
                    /** @description Codes of venue classes, comma-separated */
                    class?: string;
                    /** @description Risk grades 1 to 4, comma-separated */
                    risk_grade?: string;
                    /** @description Any other condition, in CQL2 text or CQL2 JSON: category IN ('theft') AND NOT hour BETWEEN 6 AND 21 */
                    filter?: string;
                    /** @description west,south,east,north in degrees */
                    bbox?: string;
                    /** @description Reach of the quartic kernel */
                    bandwidthMeters?: number;
                    cellMeters?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A surface of incidents per km² */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Density"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analysis/incidents/newest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the newest incidents of a part of the map */
        get: {
            parameters: {
                query?: {
                    /** @description At or after, RFC 3339 */
                    from?: string;
                    /** @description Before, RFC 3339 */
                    to?: string;
                    /** @description Local hours 0 to 23, comma-separated */
                    hour?: string;
                    /** @description Local weekdays, 1 Monday to 7 Sunday, comma-separated */
                    weekday?: string;
                    /** @description Ids of communities, comma-separated */
                    community?: string;
                    /** @description Codes of categories, comma-separated */
                    category?: string;
                    /** @description Statuses, comma-separated */
                    status?: string;
                    /** @description Priorities 1 to 5, comma-separated */
                    priority?: string;
                    /** @description Codes of venue classes, comma-separated */
                    class?: string;
                    /** @description Risk grades 1 to 4, comma-separated */
                    risk_grade?: string;
                    /** @description Any other condition, in CQL2 text or CQL2 JSON: category IN ('theft') AND NOT hour BETWEEN 6 AND 21 */
                    filter?: string;
                    /** @description west,south,east,north in degrees */
                    bbox?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The newest incidents of a part of the map */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewestIncidents"];
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** OGC API landing page */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/conformance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** OGC conformance classes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/tileMatrixSets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** OGC tile matrix sets */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Layers as OGC collections */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A layer as OGC collection */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    collection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/tiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tilesets of a layer */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    collection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/tiles/WebMercatorQuad": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tileset of a layer */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    collection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/tiles/WebMercatorQuad/{matrix}/{row}/{column}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A vector tile, by tile matrix, row and column */
        get: {
            parameters: {
                query?: {
                    /** @description At or after, RFC 3339 */
                    from?: string;
                    /** @description Before, RFC 3339 */
                    to?: string;
                    /** @description Local hours 0 to 23, comma-separated */
                    hour?: string;
                    /** @description Local weekdays, 1 Monday to 7 Sunday, comma-separated */
                    weekday?: string;
                    /** @description Ids of communities, comma-separated */
                    community?: string;
                    /** @description Codes of categories, comma-separated */
                    category?: string;
                    /** @description Statuses, comma-separated */
                    status?: string;
                    /** @description Priorities 1 to 5, comma-separated */
                    priority?: string;
                    /** @description Codes of venue classes, comma-separated */
                    class?: string;
                    /** @description Risk grades 1 to 4, comma-separated */
                    risk_grade?: string;
                    /** @description Any other condition, in CQL2 text or CQL2 JSON: category IN ('theft') AND NOT hour BETWEEN 6 AND 21 */
                    filter?: string;
                };
                header?: never;
                path: {
                    collection: string;
                    matrix: string;
                    row: string;
                    column: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The tile */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.mapbox-vector-tile": string;
                    };
                };
                /** @description An empty tile */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not changed */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List layers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                id: string;
                                title: string;
                                description: string;
                                tilejson: string;
                            }[];
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/{layer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** TileJSON 3.0 of a layer, as /tiles/<layer>.json */
        get: {
            parameters: {
                query?: {
                    /** @description Format of the tiles; mvt unless given */
                    encoding?: "mvt" | "mlt";
                };
                header?: never;
                path: {
                    layer: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/{layer}/{z}/{x}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A vector tile, as /tiles/<layer>/<z>/<x>/<y>.mvt; points also as .mlt, a good third smaller */
        get: {
            parameters: {
                query?: {
                    /** @description At or after, RFC 3339 */
                    from?: string;
                    /** @description Before, RFC 3339 */
                    to?: string;
                    /** @description Local hours 0 to 23, comma-separated */
                    hour?: string;
                    /** @description Local weekdays, 1 Monday to 7 Sunday, comma-separated */
                    weekday?: string;
                    /** @description Ids of communities, comma-separated */
                    community?: string;
                    /** @description Codes of categories, comma-separated */
                    category?: string;
                    /** @description Statuses, comma-separated */
                    status?: string;
                    /** @description Priorities 1 to 5, comma-separated */
                    priority?: string;
                    /** @description Codes of venue classes, comma-separated */
                    class?: string;
                    /** @description Risk grades 1 to 4, comma-separated */
                    risk_grade?: string;
                    /** @description Any other condition, in CQL2 text or CQL2 JSON: category IN ('theft') AND NOT hour BETWEEN 6 AND 21 */
                    filter?: string;
                    /** @description Cells with counts, however few the points are; otherwise only where they are too many */
                    detail?: "cells";
                };
                header?: never;
                path: {
                    layer: string;
                    z: string;
                    x: string;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The tile */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.mapbox-vector-tile": string;
                        "application/vnd.maplibre-tile": string;
                    };
                };
                /** @description An empty tile */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not changed */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures of this process, in the text form of Prometheus */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description The request cannot be met */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The server cannot meet it */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Name in the three scripts, where known */
        Names: {
            zhHans: string;
            zhHant: string | null;
            en: string | null;
        };
        /** @description What went wrong (RFC 9457) */
        Problem: {
            /** @description https://onemap.local/problems/<slug> */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Id of the request, as in the log */
            instance: string;
            errors?: {
                pointer: string;
                reason: string;
            }[];
        };
        /** @description How one can sign in here */
        SignInWays: {
            /**
             * @description Whether the first account is still to be made, here or where administration is served
             * @enum {string}
             */
            setup: "open" | "elsewhere" | "done";
            /** @description Whether a provider of identities signs in too */
            provider: boolean;
        };
        /** @description Who is signed in */
        Me: {
            login: string;
            /** @enum {string} */
            role: "anyone" | "unassigned" | "command" | "officer" | "analyst" | "supervisor" | "wall-device" | "wall-remote" | "admin" | "security" | "auditor";
            signsInBy: ("password" | "provider") | null;
            scope: {
                /** @description The whole city */
                isCity: boolean;
                /** @description Else these, at this moment */
                communityIds: number[];
            };
            /** @description What the role does beside reading and changing rows */
            duties: string[];
            /** @description Pages that the role has a use for */
            pages: ("wall" | "plan" | "analyse" | "desk" | "remote" | "admin")[];
            /** Format: uuid */
            sessionId: string;
        };
        /** @description A browser or terminal that is signed in */
        Session: {
            /** Format: uuid */
            id: string;
            device: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            signedInAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            seenAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            endsAt: string | null;
            isCurrent: boolean;
        };
        /** @description What one may see today, and until when */
        MyScope: {
            /** @description The whole city is among them */
            isCity: boolean;
            /** @description Communities, or the whole city for null, that hold at this moment */
            items: {
                /** @description Surrogate key */
                communityId: number | null;
                names: components["schemas"]["Names"] | null;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                validFrom: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                validTo: string | null;
            }[];
        };
        /** @description What encrypts records that wait on a terminal */
        DeviceKey: {
            /** @description 32 bytes, base64url */
            key: string;
        };
        /** @description Who may sign in: a code and a role, never a name */
        Account: {
            /** @description Surrogate key */
            id: number;
            login: string;
            /** @enum {string} */
            role: "unassigned" | "command" | "officer" | "analyst" | "supervisor" | "wall-device" | "wall-remote" | "admin" | "security" | "auditor";
            signsInBy: ("password" | "provider") | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            endedAt: string | null;
            /** @description Communities, or the whole city for null, from when to when */
            scopes: {
                /** @description Surrogate key */
                id: number;
                /** @description Surrogate key */
                communityId: number | null;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                validFrom: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                validTo: string | null;
            }[];
        };
        /** @description The table that routes are held to: who may have what */
        Access: {
            roles: {
                /** @enum {string} */
                role: "anyone" | "unassigned" | "command" | "officer" | "analyst" | "supervisor" | "wall-device" | "wall-remote" | "admin" | "security" | "auditor";
                /**
                 * @description What its scope may be
                 * @enum {string}
                 */
                extent: "communities" | "city" | "either" | "nothing";
                /**
                 * @description How exactly it sees where things are
                 * @enum {string}
                 */
                precision: "exact" | "no-sensitive" | "published";
                /** @description Without a request its session ends then; null for never */
                idleMinutes: number | null;
                duties: string[];
                pages: ("wall" | "plan" | "analyse" | "desk" | "remote" | "admin")[];
            }[];
            subjects: {
                /** @enum {string} */
                subject: "areas" | "communities" | "roads" | "police-rooms" | "residences" | "venues" | "incidents" | "units" | "addresses" | "visits" | "duty" | "imports" | "vocabularies" | "screens" | "city";
                grants: {
                    /** @enum {string} */
                    role: "anyone" | "unassigned" | "command" | "officer" | "analyst" | "supervisor" | "wall-device" | "wall-remote" | "admin" | "security" | "auditor";
                    /** @enum {string} */
                    public: "none" | "published" | "scope" | "city";
                    /** @enum {string} */
                    operational: "none" | "published" | "scope" | "city";
                    /** @enum {string} */
                    personal: "none" | "published" | "scope" | "city";
                    /** @enum {string} */
                    case: "none" | "published" | "scope" | "city";
                    /** @enum {string} */
                    change: "none" | "published" | "scope" | "city";
                    /** @enum {string} */
                    export: "none" | "published" | "scope" | "city";
                }[];
            }[];
        };
        /** @description The city that this server is about */
        City: {
            names: components["schemas"]["Names"];
            /** @description IANA zone of local hours and weekdays */
            timeZone: string;
            /** @description Box of every community: [west, south, east, north], degrees */
            bbox: number[] | null;
            /** @description Box of the outline of the city, likewise; null where none is stored */
            outline: number[] | null;
            /** @description Size and number of the synthetic city; null for real data */
            seededWith: string | null;
            counts: {
                communities: number;
                residences: number;
                venues: number;
                incidents: number;
                units: number;
                visits: number;
                policeRooms: number;
                roads: number;
                addresses: number;
            };
            incidentCategories: {
                code: string;
                names: components["schemas"]["Names"];
            }[];
            venueClasses: {
                code: string;
                names: components["schemas"]["Names"];
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            asOf: string;
        };
        /** @description An area above the community, or what lies in none: rural land and water */
        Area: {
            /** @description Surrogate key */
            id: number;
            /** @enum {string} */
            level: "city" | "district" | "town" | "rural" | "water";
            /** @description Surrogate key */
            parentId: number | null;
            code: string;
            names: components["schemas"]["Names"];
            households: number | null;
            population: number | null;
            /** @description [west, south, east, north], degrees */
            bbox: number[];
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
        };
        /** @description The beat of one community officer and one auxiliary */
        Community: {
            /** @description Surrogate key */
            id: number;
            /** @description Administrative code */
            code: string;
            names: components["schemas"]["Names"];
            /** @description Surrogate key */
            townId: number | null;
            /** @description Number of households */
            households: number | null;
            /** @description Number of residents */
            population: number | null;
            /**
             * Format: date
             * @description Day, YYYY-MM-DD
             */
            validFrom: string;
            /**
             * Format: date
             * @description Day, YYYY-MM-DD
             */
            validTo: string | null;
            /** @description [west, south, east, north], degrees */
            bbox: number[];
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        /** @description A community police room */
        PoliceRoom: {
            /** @description Surrogate key */
            id: number;
            /** @description Surrogate key */
            communityId: number | null;
            code: string;
            names: components["schemas"]["Names"];
            /** @description OpenStreetMap opening_hours */
            openingHours: string | null;
            services: string[];
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[];
        };
        /** @description A segment of street between two junctions; segments touch at their ends only */
        Road: {
            /** @description Surrogate key */
            id: number;
            /**
             * @description Rank, the highest first
             * @enum {string}
             */
            class: "trunk" | "primary" | "secondary" | "residential" | "service" | "path";
            names: components["schemas"]["Names"] | null;
            /** @description True when traffic runs only in the direction of the line */
            oneway: boolean;
            /** @description Positions from one junction to the next */
            line: number[][];
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
        };
        /** @description One thing that was done */
        AuditRecord: {
            /** @description Its number in the sealed chain */
            seq: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            at: string;
            /** @description Null for somebody who had not signed in, and for devices */
            account: number | null;
            login: string | null;
            /** @description Its role then */
            role: string;
            action: string;
            /** @enum {string} */
            outcome: "done" | "denied" | "failed";
            /** @description What it was done to */
            subject: string | null;
            /** @description Item and task, where a purpose is needed */
            purpose: string | null;
            requestId: string | null;
            /** @description Ids, counts and the reason given; never what a row holds */
            detail: {
                [key: string]: unknown;
            };
        };
        /** @description Where the chain ends, and whether it held */
        AuditState: {
            head: {
                batch: number;
                /** @description Number of the last sealed row */
                seq: number;
                /** @description Hexadecimal */
                hash: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                sealedAt: string;
            } | null;
            /** @description Rows that wait for the sealer: a second's worth */
            unsealed: number;
            /** @description The last verification that was asked for here */
            checked: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
                isWhole: boolean;
                /** @description Rows that hold */
                rows: number;
                /** @description What is wrong with the first that does not: altered, removed, … */
                fault: string | null;
                /** @description Its number */
                faultSeq: number | null;
            } | null;
        };
        /** @description What personal data may be opened, or rows taken out, for */
        PurposeItem: {
            /** @description As it is sent and kept on record */
            code: string;
            names: components["schemas"]["Names"];
            /** @description What it may point at; nothing for an export */
            tasks: ("visit" | "plan" | "incident" | "correction" | "break-glass")[];
            /** @description A reason in one's own words has to be given with it */
            needsReason: boolean;
        };
        /** @description An incident that an account sees to */
        IncidentTask: {
            /** @description Surrogate key */
            incidentId: number;
            /** @description Surrogate key */
            accountId: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            givenAt: string;
        };
        /** @description An officer who may be given an incident, or was */
        WhoMayHave: {
            /** @description Surrogate key */
            accountId: number;
            login: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            givenAt: string | null;
        };
        /** @description A request about an address; what was said is told one by one */
        Correction: {
            /** @description Surrogate key */
            id: number;
            /** @description Surrogate key */
            residenceId: number;
            /** @description Surrogate key */
            communityId: number | null;
            /** @enum {string} */
            kind: "information" | "correction" | "erasure";
            /** @enum {string} */
            status: "open" | "done" | "refused";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            madeAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            decidedAt: string | null;
        };
        /** @description A request about an address, with what was said and answered */
        CorrectionDetail: {
            /** @description Surrogate key */
            id: number;
            /** @description Surrogate key */
            residenceId: number;
            /** @description Surrogate key */
            communityId: number | null;
            /** @enum {string} */
            kind: "information" | "correction" | "erasure";
            /** @enum {string} */
            status: "open" | "done" | "refused";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            madeAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            decidedAt: string | null;
            statement: string;
            answer: string | null;
        };
        /** @description Everything that is stored about an address */
        AboutAddress: {
            residence: {
                /** @description Surrogate key */
                id: number;
                /** @description Surrogate key */
                communityId: number | null;
                householdCount: number;
                storeys: number | null;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                lastCheckedAt: string | null;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                checkedBefore: string | null;
                /** @description [lng, lat], degrees, WGS-84 */
                position: number[];
                source: string | null;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                updatedAt: string;
            };
            address: {
                /** @description Surrogate key */
                id: number;
                road: string;
                number: string;
                building: string | null;
                unit: string | null;
                source: string | null;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                updatedAt: string;
            } | null;
            visits: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                visitedAt: string;
                outcome: string;
            }[];
            venues: {
                /** @description Surrogate key */
                id: number;
                class: string;
                name: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                lastInspectedAt: string | null;
            }[];
            /** @description How often its address was told one by one, and what for; never to whom */
            readings: {
                purpose: string;
                count: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                lastAt: string;
            }[];
            corrections: {
                /** @description Surrogate key */
                id: number;
                /** @enum {string} */
                kind: "information" | "correction" | "erasure";
                /** @enum {string} */
                status: "open" | "done" | "refused";
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                madeAt: string;
            }[];
        };
        /** @description A dwelling building at an address, without the address */
        FoundAddress: {
            /** @description Surrogate key */
            residenceId: number;
            /** @description Surrogate key */
            communityId: number | null;
            householdCount: number;
        };
        /** @description How long rows are kept, what is held, and what was deleted */
        Retention: {
            rules: {
                /** @enum {string} */
                subject: "unit-positions" | "incident-tasks" | "disputes" | "incidents" | "visits" | "sessions" | "break-glass" | "exports" | "corrections" | "import-runs" | "audit";
                /** @description Days that rows are kept; the audit a year at least */
                days: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                changedAt: string;
            }[];
            holds: {
                /** @description Surrogate key */
                id: number;
                /** @enum {string} */
                subject: "unit-positions" | "incident-tasks" | "disputes" | "incidents" | "visits" | "sessions" | "break-glass" | "exports" | "corrections" | "import-runs" | "audit";
                /** @description Surrogate key */
                rowId: number | null;
                /** @description Surrogate key */
                communityId: number | null;
                reason: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                placedAt: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                releasedAt: string | null;
            }[];
            /** @description What was deleted, newest first */
            runs: {
                /** @description Surrogate key */
                id: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                asOf: string;
                items: {
                    /** @enum {string} */
                    subject: "unit-positions" | "incident-tasks" | "disputes" | "incidents" | "visits" | "sessions" | "break-glass" | "exports" | "corrections" | "import-runs" | "audit";
                    /** @description Days that rows are kept; the audit a year at least */
                    days: number;
                    removed: number;
                    held: number;
                    isFailed: boolean;
                }[];
            }[];
        };
        /** @description A community outside of somebody's scope, for a quarter of an hour */
        BreakGlass: {
            /** @description Surrogate key */
            id: number;
            /** @description Who asked */
            login: string;
            /** @description Surrogate key */
            communityId: number;
            reason: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            askedAt: string;
            /** @description The second person; null while nobody has decided */
            decidedBy: string | null;
            isAllowed: boolean | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            endsAt: string | null;
            /** @description Requests may carry its number now, as task=break-glass:<id> of their purpose */
            isOpen: boolean;
        };
        /** @description A dwelling building */
        Residence: {
            /** @description Surrogate key */
            id: number;
            /** @description Surrogate key */
            addressId: number | null;
            /** @description Its standard address, where known; personal */
            address: {
                road: string;
                number: string;
                building: string | null;
                unit: string | null;
            } | null;
            /** @description Attributes that are personal and were left out, since no purpose was given; empty when nothing was */
            withheld: string[];
            /** @description Surrogate key */
            communityId: number | null;
            /** @description Households in the building; never who they are */
            householdCount: number;
            storeys: number | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastCheckedAt: string | null;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[];
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        /** @description A dwelling building in a list */
        ResidenceRow: {
            /** @description Surrogate key */
            id: number;
            /** @description Surrogate key */
            communityId: number | null;
            /** @description Households in the building; never who they are */
            householdCount: number;
            storeys: number | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastCheckedAt: string | null;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[];
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
            /** @description Street of its address; number and flat are told one by one */
            road: string | null;
        };
        /** @description A supervised venue */
        Venue: {
            /** @description Surrogate key */
            id: number;
            /** @description Surrogate key */
            communityId: number | null;
            /** @description Code of the venue class; labels are in /api/city */
            class: string;
            names: components["schemas"]["Names"];
            licence: string | null;
            /** @description Grade of the place: 1 highest to 4 lowest */
            riskGrade: number;
            /** @description Days between inspections */
            inspectionCadenceDays: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastInspectedAt: string | null;
            lastResult: ("passed" | "advice" | "hazard" | "closed") | null;
            /**
             * Format: date
             * @description Day, YYYY-MM-DD
             */
            nextDueOn: string | null;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[];
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        /** @description A call or case: a place in time, without persons and without narrative */
        Incident: {
            /** @description Surrogate key */
            id: number;
            /** @description Surrogate key */
            communityId: number | null;
            /** @description Code of the category; labels are in /api/city */
            category: string;
            /** @description 1 most urgent to 5 least */
            priority: number;
            /** @enum {string} */
            status: "reported" | "dispatched" | "on_scene" | "closed";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            occurredFrom: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            occurredTo: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            reportedAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            dispatchedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            arrivedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            closedAt: string | null;
            /** @enum {string} */
            positionPrecision: "exact" | "address" | "street" | "community";
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[];
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        /** @description A terminal: its status and last position, no track */
        Unit: {
            /** @description Surrogate key */
            id: number;
            callSign: string;
            /** @enum {string} */
            kind: "foot" | "bicycle" | "car" | "room";
            /** @description Surrogate key */
            communityId: number | null;
            /** @enum {string} */
            status: "available" | "assigned" | "on_scene" | "off_duty";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastFixAt: string | null;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[] | null;
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        /** @description Which badge answers for which community */
        Duty: {
            /** @description Surrogate key */
            id: number;
            /** @description Surrogate key */
            communityId: number;
            /** @description Surrogate key */
            unitId: number | null;
            /** @enum {string} */
            role: "officer" | "auxiliary";
            /** @description Badge number; names are kept elsewhere */
            badge: string;
            /**
             * Format: date
             * @description Day, YYYY-MM-DD
             */
            validFrom: string;
            /**
             * Format: date
             * @description Day, YYYY-MM-DD
             */
            validTo: string | null;
        };
        /** @description A visit or inspection of a place */
        Visit: {
            /** @description Surrogate key */
            id: number;
            /** Format: uuid */
            clientKey: string;
            /** @description Surrogate key */
            communityId: number | null;
            /** @description Surrogate key */
            unitId: number | null;
            /** @description Surrogate key */
            venueId: number | null;
            /** @description Surrogate key */
            residenceId: number | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            visitedAt: string;
            dwellSeconds: number | null;
            /** @enum {string} */
            outcome: "done" | "advice" | "hazard" | "closed" | "no_answer";
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        /** @description A file that was made of rows, or the number of a picture */
        ExportMade: {
            /** @description Its number, which every row of the file carries, and a picture shows */
            id: number;
            /** @description Rows at this moment */
            rows: number;
            /** @description Opens once, for the same account; null for a picture */
            href: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            endsAt: string | null;
        };
        /** @description A place to visit */
        PlanItem: {
            /** @enum {string} */
            kind: "venue" | "residence";
            /** @description Surrogate key */
            id: number;
            names: components["schemas"]["Names"] | null;
            /** @description Where known; number and building are personal */
            address: {
                road: components["schemas"]["Names"];
                number: string | null;
                building: string | null;
            } | null;
            /** @description Venues: code of the class */
            class: string | null;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[];
            /**
             * Format: date
             * @description Day, YYYY-MM-DD
             */
            dueOn: string | null;
            /** @description Days since it was due; negative when it is not yet */
            daysOverdue: number | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastVisitedAt: string | null;
            /** @description Whole days since the last visit; null for never */
            daysSince: number | null;
            /** @enum {string} */
            reason: "overdue" | "due_soon" | "long_ago" | "never";
            /** @description Venues: 1 when due today, growing by 1 with each cadence missed; dwellings: days since the last check / 90, never = 1.25 */
            urgency: number;
        };
        /** @description What is due in a community */
        Plan: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            asOf: string;
            community: {
                /** @description Surrogate key */
                id: number;
                names: components["schemas"]["Names"];
                bbox: number[];
            };
            /** @description Places due in this community, listed or not */
            totalDue: number;
            /** @description Attributes that are personal and were left out, since no purpose was given; empty when nothing was */
            withheld: string[];
            /** @description Most urgent first */
            items: components["schemas"]["PlanItem"][];
        };
        /** @description An incident named by community and street; never by house */
        WallIncident: {
            /** @description Surrogate key */
            id: number;
            category: string;
            priority: number;
            /** @enum {string} */
            status: "reported" | "dispatched" | "on_scene" | "closed";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            reportedAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            dispatchedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            arrivedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            closedAt: string | null;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[];
            community: components["schemas"]["Names"] | null;
            street: components["schemas"]["Names"] | null;
        };
        WallUnit: {
            /** @description Surrogate key */
            id: number;
            callSign: string;
            kind: string;
            status: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastFixAt: string | null;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[] | null;
        };
        /** @description What the command centre watches */
        Wall: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            asOf: string;
            /** @description Incidents not closed */
            openCount: number;
            /** @description Of these, nobody sent yet */
            unassignedCount: number;
            /** @description Of these, incidents of categories that a wall counts and never shows */
            undrawn: {
                openCount: number;
                unassignedCount: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                oldestOpenReportedAt: string | null;
            };
            /** @description Units on duty with a fix in the last ten minutes */
            unitsOut: number;
            unitsOnDuty: number;
            unitsTotal: number;
            /** @description Share of venues whose inspection is not overdue; null where there are none to be seen */
            coverageShare: number | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            oldestOpenReportedAt: string | null;
            last24h: {
                count: number;
                previousCount: number;
                /** @description Reports per 15 minutes, oldest first, 96 of them */
                quarters: number[];
            };
            /** @description The same figures 15 minutes before, from the times of the incidents */
            quarterAgo: {
                openCount: number;
                unassignedCount: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                oldestOpenReportedAt: string | null;
                reportedSince: number;
                closedSince: number;
            };
            /** @description How soon the service wants to act, from the report, by priority */
            standards: {
                priority: number;
                dispatchSeconds: number;
                arriveSeconds: number;
                closeSeconds: number;
            }[];
            /** @description Open incidents that somebody in the command centre has in hand */
            acknowledged: number[];
            /** @description Latest five reports */
            newest: components["schemas"]["WallIncident"][];
            /** @description Open incidents, most urgent first, at most 5,000 */
            open: components["schemas"]["WallIncident"][];
            /** @description Units on duty; one that never sent a fix has no position */
            units: components["schemas"]["WallUnit"][];
        };
        /** @description What a replay is made of. Units are not in it: no trail of theirs is kept */
        WallHistory: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            from: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            to: string;
            /** @description Every incident that was open at some time between the two */
            incidents: components["schemas"]["WallIncident"][];
        };
        WallPlace: {
            names: components["schemas"]["Names"];
            /** @description [west, south, east, north], degrees */
            bbox: number[];
        };
        /** @description What the remotes of a screen have chosen; null where none has */
        WallControl: {
            theme: ("auto" | "day" | "dusk" | "night") | null;
            view: ("incidents" | "units" | "density" | "coverage") | null;
            isRotating: boolean | null;
            isMuted: boolean | null;
            place: components["schemas"]["WallPlace"] | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            replayAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            pairAt: string | null;
        };
        NewWallScreen: {
            /** @description Secret for the Authorization header: Bearer <token>. It is told once. */
            token: string;
        };
        /** @description Lets one remote or the screen in, once */
        WallPairingCode: {
            code: string;
            /**
             * @description A remote of this screen, or the screen itself, which nobody has let in yet
             * @enum {string}
             */
            opens: "remote" | "screen";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
        };
        NewWallRemote: {
            /** @description Secret for the Authorization header: Bearer <token>. It is told once. */
            token: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
        };
        /** @description What a screen is told of itself */
        WallScreenState: {
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
            control: components["schemas"]["WallControl"];
            /** @description Whether it may show the wall by itself, without anybody's session */
            isLetIn: boolean;
            /** @description Open incidents that somebody has in hand */
            acknowledged: number[];
            /** @description Remotes that may steer this screen now */
            remotes: number;
        };
        /** @description What a remote is told of its screen */
        WallRemoteState: {
            /** @description Grows with each change; the value of ETag and If-Match */
            version: number;
            control: components["schemas"]["WallControl"];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
        };
        /** @description A screen that was let in and shows the wall by itself */
        WallScreen: {
            /** @description Surrogate key */
            id: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            letInAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastSeenAt: string;
        };
        /** @description Homes of eight households or more, as one label point */
        PublishedBlock: {
            /** @description Surrogate key */
            communityId: number;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[];
            /** @description Lower end of the band that its households lie in */
            householdsFrom: number;
        };
        /** @description Incidents of one quarter as anyone may see them */
        PublishedIncidents: {
            /** @description Quarter, such as 2026-Q3 */
            period: string;
            categories: string[];
            communities: {
                /** @description Surrogate key */
                communityId: number;
                /** @description By category */
                counts: (number | null)[];
                /** @description null where it is withheld */
                total: number | null;
            }[];
            /** @description By category, of the whole city */
            totals: (number | null)[];
            /** @description null where it is withheld */
            total: number | null;
            /** @description Incidents at points that stand for eight households or more */
            spots: {
                /** @description Surrogate key */
                communityId: number;
                /** @description [lng, lat], degrees, WGS-84 */
                position: number[];
                category: string;
                count: number;
            }[];
        };
        /** @description Names of what is published */
        PublishedCity: {
            names: components["schemas"]["Names"];
            /** @description IANA zone of the quarters */
            timeZone: string;
            /** @description [west, south, east, north], degrees */
            bbox: number[] | null;
            /** @description Size and number of a synthetic city; null for real data */
            seededWith: string | null;
            /** @description The last quarter that is published, such as 2026-Q3 */
            period: string | null;
            /** @description False where administration is served by itself, without tiles and blocks */
            hasMap: boolean;
            /** @description Of incidents */
            categories: {
                code: string;
                names: components["schemas"]["Names"];
            }[];
            communities: {
                /** @description Surrogate key */
                id: number;
                names: components["schemas"]["Names"];
            }[];
        };
        /** @description An incident, named by community and street; never by house */
        LiveIncident: {
            /** @description Surrogate key */
            id: number;
            /** @description Grows with each change; the value of ETag and If-Match */
            v: number;
            /** @description Surrogate key */
            communityId: number | null;
            /** @description Code of the category; labels are in /api/city */
            category: string;
            /** @description 1 most urgent to 5 least */
            priority: number;
            /** @enum {string} */
            status: "reported" | "dispatched" | "on_scene" | "closed";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            occurredAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            reportedAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            dispatchedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            arrivedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            closedAt: string | null;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[];
            community: components["schemas"]["Names"] | null;
            street: components["schemas"]["Names"] | null;
        };
        /** @description A terminal with its last position */
        LiveUnit: {
            /** @description Surrogate key */
            id: number;
            /** @description Grows with each change; the value of ETag and If-Match */
            v: number;
            /** @description Surrogate key */
            communityId: number | null;
            callSign: string;
            /** @enum {string} */
            kind: "foot" | "bicycle" | "car" | "room";
            /** @enum {string} */
            status: "available" | "assigned" | "on_scene" | "off_duty";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastFixAt: string | null;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[] | null;
        };
        /** @description What is live now, from one moment; the stream goes on from its seq */
        LiveSnapshot: {
            /** @description Numbers of two epochs have nothing to do with each other */
            epoch: string;
            /** @description Number of the last event that it contains; rows may be newer */
            seq: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            asOf: string;
            /** @description Every incident that is not closed */
            incidents: components["schemas"]["LiveIncident"][];
            /** @description Every unit, with or without a position */
            units: components["schemas"]["LiveUnit"][];
        };
        /** @description How a community or cell is looked after */
        CoverageItem: {
            /** @description Id of the community, or column_row of the cell */
            key: string;
            /** @description Surrogate key */
            communityId: number | null;
            names: components["schemas"]["Names"] | null;
            /** @description Corners of the cell, closed; null for a community, whose borders are in the tiles */
            polygon: number[][] | null;
            /** @description Places that count */
            places: number;
            /** @description Of these, not visited within the threshold, or never */
            overdue: number;
            neverVisited: number;
            /** @description Median of days since the last visit, of places ever visited */
            medianDays: number | null;
            maxDays: number | null;
            /** @description overdue / places */
            shareOverdue: number;
            /** @description 0 to 100: share overdue in percent, times 1 − e^(−overdue / 5), so that two late places out of two do not outrank forty out of fifty */
            score: number;
            /** @description Score of 35 or more */
            isGap: boolean;
        };
        /** @description Days since the last visit or inspection, by community or cell */
        Coverage: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            asOf: string;
            /** @enum {string} */
            by: "community" | "cell";
            /** @enum {string} */
            of: "venues" | "residences" | "both";
            thresholdDays: number;
            cellMeters: number | null;
            /** @description Places that count, everywhere */
            places: number;
            overdue: number;
            /** @description Items that are gaps; they come first */
            gaps: number;
            /** @description Highest score first */
            items: components["schemas"]["CoverageItem"][];
        };
        /** @description An import, under way or over */
        ImportRun: {
            /** @description Surrogate key */
            id: number;
            layer: string;
            fileName: string;
            fileSha256: string;
            /** @description Coordinate system declared or read */
            crs: string;
            encoding: string | null;
            /** @description Name of the data set; with the key of a row it makes a repeat harmless */
            source: string | null;
            timeZone: string | null;
            /** @enum {string} */
            status: "running" | "done" | "refused" | "failed" | "stopped" | "dry_run";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            finishedAt: string | null;
            rows: {
                read: number;
                inserted: number;
                updated: number;
                unchanged: number;
                rejected: number;
            };
            /** @description Refused rows by reason */
            rejectReasons: {
                [key: string]: number;
            };
            /** @description Slug of the problem that ended it */
            problem: string | null;
            detail: string | null;
            notes: string[];
        };
        /** @description An import that is over, with the rows that it refused */
        FinishedImport: {
            /** @description Surrogate key */
            id: number;
            layer: string;
            fileName: string;
            fileSha256: string;
            /** @description Coordinate system declared or read */
            crs: string;
            encoding: string | null;
            /** @description Name of the data set; with the key of a row it makes a repeat harmless */
            source: string | null;
            timeZone: string | null;
            /** @enum {string} */
            status: "running" | "done" | "refused" | "failed" | "stopped" | "dry_run";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            finishedAt: string | null;
            rows: {
                read: number;
                inserted: number;
                updated: number;
                unchanged: number;
                rejected: number;
            };
            /** @description Refused rows by reason */
            rejectReasons: {
                [key: string]: number;
            };
            /** @description Slug of the problem that ended it */
            problem: string | null;
            detail: string | null;
            notes: string[];
            /** @description The first hundred refused rows */
            rejects: {
                row: number;
                field: string;
                /** @description At most 64 characters */
                value: string;
                reason: string;
                detail: string;
            }[];
        };
        /** @description Counts by group; every group adds up to the total */
        Counts: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            asOf: string | null;
            /** @description Incidents that pass the filter */
            total: number;
            /** @description Incidents in all */
            ofTotal: number;
            groups: {
                [key: string]: {
                    key: string | number | null;
                    count: number;
                }[];
            };
        };
        /** @description A surface of incidents per km² */
        Density: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            asOf: string | null;
            bandwidthMeters: number;
            cellMeters: number;
            /** @description Incidents in the box */
            count: number;
            /** @enum {string} */
            unit: "per_km2";
            /** @description [west, south, east, north], degrees */
            bbox: number[];
            columns: number;
            rows: number;
            /** @description Incidents per km², row by row from the south-west corner */
            values: number[];
        };
        /** @description Percentiles by nearest rank; null where nobody has arrived yet */
        ResponseTimes: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            asOf: string | null;
            /** @description Incidents that somebody has arrived at */
            count: number;
            seconds: {
                p50: number | null;
                p75: number | null;
                p90: number | null;
                p95: number | null;
            };
        };
        /** @description An incident as the map has it */
        FoundIncident: {
            /** @description Surrogate key */
            id: number;
            /** @description Surrogate key */
            communityId: number | null;
            /** @description Code of the category; labels are in /api/city */
            category: string;
            /** @description 1 most urgent to 5 least */
            priority: number;
            /** @description reported, dispatched, on_scene or closed */
            status: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            occurredAt: string;
            /** @description [lng, lat], degrees, WGS-84 */
            position: number[];
        };
        /** @description The newest incidents of a part of the map */
        NewestIncidents: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            asOf: string | null;
            /** @description Incidents in the box that pass the filter, listed or not */
            total: number;
            /** @description Newest first */
            items: components["schemas"]["FoundIncident"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
