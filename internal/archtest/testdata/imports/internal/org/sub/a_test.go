package sub

import _ "tonggui/internal/testkit/dbtest"
