# What /docs and /redoc are made of: our pages and Swagger UI from npm. Sets WLS_DOCS_ASSETS.
#
# WLS_SWAGGER_UI: a folder with swagger-ui-dist, for builds without network. Else the build
# installs it from web/docs/package-lock.json into the build folder.
set(WLS_SWAGGER_UI "" CACHE PATH "a folder with swagger-ui-dist; empty: npm installs it")
set(names swagger-ui-bundle.js swagger-ui-bundle.js.LICENSE.txt swagger-ui.css
  favicon-32x32.png LICENSE NOTICE)

set(folder ${WLS_SWAGGER_UI})
if(NOT folder)
  set(folder ${CMAKE_BINARY_DIR}/npm/node_modules/swagger-ui-dist)
endif()
list(TRANSFORM names PREPEND ${folder}/ OUTPUT_VARIABLE swagger_ui)

if(NOT WLS_SWAGGER_UI)
  find_program(NPM npm REQUIRED)
  set(docs ${CMAKE_SOURCE_DIR}/web/docs)
  add_custom_command(OUTPUT ${swagger_ui}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/npm
    COMMAND ${CMAKE_COMMAND} -E copy ${docs}/package.json ${docs}/package-lock.json
      ${CMAKE_BINARY_DIR}/npm
    COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --prefix ${CMAKE_BINARY_DIR}/npm
    # npm keeps the package's own dates, which are older than the rule's inputs.
    COMMAND ${CMAKE_COMMAND} -E touch ${swagger_ui}
    DEPENDS ${docs}/package.json ${docs}/package-lock.json
    COMMENT "Installing Swagger UI" VERBATIM)
endif()

set(WLS_DOCS_ASSETS ${swagger_ui})
foreach(page docs.html redoc.html docs.js)
  list(APPEND WLS_DOCS_ASSETS ${CMAKE_SOURCE_DIR}/web/docs/${page})
endforeach()
